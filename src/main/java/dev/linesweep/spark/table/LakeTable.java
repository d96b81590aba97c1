package dev.linesweep.spark.table;

import dev.linesweep.fault.Faults;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table of Delta Lake or Iceberg by its path. The library, which Spark is given, says which of
 * the files belong to it; options are the library's, such as {@code versionAsOf}.
 */
final class LakeTable {
  private static final String DELTA =
      "--conf spark.sql.extensions=io.delta.sql.DeltaSparkSessionExtension --conf"
          + " spark.sql.catalog.spark_catalog=org.apache.spark.sql.delta.catalog.DeltaCatalog";

  /** Releases of Delta by releases of Spark. */
  private static final Map<String, String> DELTA_FOR = Map.of("4.0", "4.0.0", "4.2", "4.2.0");

  private static final Pattern RELEASE = Pattern.compile("(\\d+\\.\\d+)\\..*");

  private LakeTable() {}

  static TableOrigin read(SparkSession spark, DataSpec.Files files, Map<String, String> options) {
    Dataset<Row> rows;
    try {
      rows = spark.read().format(files.format()).options(options).load(files.path());
    } catch (Exception
        | Error failure) { // Also errors, which a library for another release of Spark throws.
      throw explained(failure, files.format(), spark.version());
    }
    return new TableOrigin(
        TableRows.of(rows),
        false,
        Set.of(),
        false,
        new TableOrigin.Described(
            "a " + files.format() + " table", files.format() + " " + files.path()),
        List.of(),
        TornRows.NONE);
  }

  private static RuntimeException explained(Throwable failure, String format, String spark) {
    for (Throwable cause : Faults.chain(failure)) {
      if (cause instanceof LinkageError) {
        return new JobException(
            "data.format: the library for %s is for another release of Spark than %s (%s). Use %s."
                .formatted(format, spark, cause, packages(format, spark)));
      }
    }
    String condition =
        failure instanceof SparkThrowable known ? String.valueOf(known.getCondition()) : "";
    if (condition.equals("DATA_SOURCE_NOT_FOUND")) {
      return new JobException(
          "data.format: Spark has no library for %s. Add %s. With spark-submit, put that before the name of Linesweep's jar."
              .formatted(format, packages(format, spark)));
    }
    return condition.startsWith("DELTA_CONFIGURE_SPARK_SESSION")
        ? new JobException("data.format: Delta needs two Spark settings. Add " + DELTA + ".")
        : SparkErrors.sneaky(failure);
  }

  /** The options that add the library for a release of Spark. */
  private static String packages(String format, String spark) {
    Matcher release = RELEASE.matcher(spark);
    String minor = release.matches() ? release.group(1) : spark;
    if (format.equals("delta")) {
      String known = DELTA_FOR.getOrDefault(minor, "");
      return "--packages io.delta:delta-spark_2.13:%s %s%s"
          .formatted(
              known.isEmpty() ? "VERSION" : known,
              DELTA,
              known.isEmpty()
                  ? ", with the release of Delta for Spark " + minor + " as VERSION"
                  : "");
    }
    return "--packages org.apache.iceberg:iceberg-spark-runtime-%s_2.13:VERSION, with the release of Iceberg for Spark %s as VERSION"
        .formatted(minor, minor);
  }
}
