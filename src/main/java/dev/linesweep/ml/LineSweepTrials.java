package dev.linesweep.ml;

import dev.linesweep.SweepFolder;
import dev.linesweep.spec.JobException;
import dev.linesweep.text.Caller;
import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A transformer that gives the tables of a sweep, also through Spark Connect: its trials, their
 * losses along the epochs, or its settings. The DataFrame that it transforms only provides the
 * session; its rows are ignored.
 *
 * <pre>{@code
 * new LineSweepTrials().setFolder("runs/prices").transform(df).where("optimizer = 'adam'").show();
 * }</pre>
 */
public final class LineSweepTrials extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;
  private static final List<String> TABLES = List.of("trials", "curves", "settings");

  private final String uid;
  private final Param<String> folder;
  private final Param<String> table;

  public LineSweepTrials() {
    this(Identifiable$.MODULE$.randomUID("linesweeptrials"));
  }

  public LineSweepTrials(String uid) {
    this.uid = uid;
    folder =
        new Param<>(
            this,
            "folder",
            "output folder of the sweep, a path or any Hadoop URI: the param out of LineSweep; if"
                + " not set, the latest under runs/");
    table =
        new Param<>(this, "table", "which table: " + String.join(", ", TABLES), Rule.oneOf(TABLES));
    setDefault(table, TABLES.get(0));
  }

  /** Reads a transformer that {@link #write} has saved. */
  public static MLReader<LineSweepTrials> read() {
    return new DefaultParamsReadable<LineSweepTrials>() {
      private static final long serialVersionUID = 1L;
    }.read();
  }

  /** Reads the transformer that was saved there. */
  public static LineSweepTrials load(String path) {
    return read().load(path);
  }

  @Override
  public String uid() {
    return uid;
  }

  public Param<String> folder() {
    return folder;
  }

  public Param<String> table() {
    return table;
  }

  public LineSweepTrials setFolder(String value) {
    set(folder, value);
    return this;
  }

  public LineSweepTrials setTable(String value) {
    set(table, value);
    return this;
  }

  /**
   * The table.
   *
   * @throws IllegalArgumentException if the folder holds no sweep that has ended
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    return table(dataset.sparkSession());
  }

  /** The columns of the table, which depend on the sweep; they are read from the folder. */
  @Override
  public StructType transformSchema(StructType schema) {
    return table(SparkSession.active()).schema();
  }

  private Dataset<Row> table(SparkSession spark) {
    try {
      String place = isDefined(folder) ? getOrDefault(folder) : "";
      SweepFolder sweep = SweepFolder.open(spark, place, Caller.ESTIMATOR);
      return switch (getOrDefault(table)) {
        case "curves" -> sweep.curves();
        case "settings" -> sweep.settings();
        default -> sweep.trials();
      };
    } catch (JobException e) {
      throw new IllegalArgumentException(uid + ": param folder: " + e.getMessage(), e);
    }
  }

  @Override
  public LineSweepTrials copy(ParamMap extra) {
    return defaultCopy(extra);
  }
}
