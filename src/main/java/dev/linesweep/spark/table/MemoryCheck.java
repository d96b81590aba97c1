package dev.linesweep.spark.table;

import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SplitSpec;
import java.util.Locale;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Says before collecting that a table will not fit, instead of dying of it.
 *
 * @param driverBytes the driver's heap
 * @param executorBytes an executor's heap; 0 where the driver is the executor
 * @param foldsAtOnce how many folds a JVM trains at once; 0 if there are none
 */
record MemoryCheck(long driverBytes, long executorBytes, int foldsAtOnce) {
  /** A smaller source is collected without counting its rows first. */
  private static final long NOT_WORTH_COUNTING = 16L << 20;

  /** Of the heap; the rest is Spark's and the sweep's own. */
  private static final double SHARE = 0.7;

  static MemoryCheck of(SparkContext spark, SplitSpec split) {
    long executor =
        spark.isLocal() ? 0 : spark.conf().getSizeAsBytes("spark.executor.memory", "1g");
    int slots =
        spark.isLocal()
            ? spark.defaultParallelism()
            : spark.conf().getInt("spark.executor.cores", 1);
    return new MemoryCheck(
        Runtime.getRuntime().maxMemory(), executor, Math.min(split.folds(), slots));
  }

  /** Counts the rows where the source may be large, and checks them. */
  void beforeCollecting(Dataset<Row> rows, Terms terms) {
    scala.math.BigInt size = QueryRunner.plan(rows).optimizedPlan().stats().sizeInBytes();
    long widening = 1L + terms.terms().size() / (1 + terms.inputs().size());
    long limit = NOT_WORTH_COUNTING / widening;
    if (!QueryRunner.addsNoRows(rows) || size.compare(scala.math.BigInt.apply(limit)) > 0) {
      require(rows.count(), terms.inputs().size(), terms.terms().size());
    }
  }

  /** Whether the check passes. */
  boolean fit(long rows, int inputs, long features) {
    try {
      require(rows, inputs, features);
      return true;
    } catch (JobException tooLarge) {
      return false;
    }
  }

  void require(long rows, int inputs, long features) {
    if (rows > (Integer.MAX_VALUE - 8L) / Math.max(features, 1)) {
      throw new JobException(
          "data: %,d rows × %,d features are more than one array holds (2^31 numbers). Select"
                  .formatted(rows, features)
              + " fewer rows or columns in a query.");
    }
    // Collected as packed, as the matrix, and as the floats of the samples: here and for the
    // broadcast, which has the matrix too if samples of folds are to be made of it.
    long matrix = 8L * (features + 1);
    long floats = 4L * (features + 1);
    long broadcast = 2 * (floats + (foldsAtOnce > 0 ? matrix : 0)) + foldsAtOnce * floats;
    long driver = rows * (8L * (inputs + 1) + matrix + broadcast);
    requireFit(rows, features, driver, driverBytes, "driver");
    if (executorBytes > 0) {
      requireFit(rows, features, rows * broadcast, executorBytes, "executor");
    }
  }

  private static void requireFit(long rows, long features, long needed, long heap, String role) {
    if (needed > heap * SHARE) {
      throw new JobException(
          String.format(
              Locale.ROOT,
              "data: %,d rows × %,d features need %,d MB in the %s, which has %,d MB. Raise it with"
                  + " --conf spark.%s.memory=%dg, or select fewer rows or columns.",
              rows,
              features,
              needed >> 20,
              role,
              heap >> 20,
              role,
              1 + (long) (needed / SHARE / (1L << 30))));
    }
  }
}
