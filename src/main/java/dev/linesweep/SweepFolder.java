package dev.linesweep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.linesweep.result.OutputFile;
import dev.linesweep.result.State;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.store.SweepFolders;
import dev.linesweep.text.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The output folder of a sweep that has ended: its tables as DataFrames. */
public final class SweepFolder {
  private static final Set<String> WHOLES =
      Stream.concat(Stream.of("rank", "trials"), Stream.of(State.values()).map(State::key))
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> TEXTS = Set.of("optimizer", "batch_size");

  private final SparkSession spark;
  private final OutputFolder folder;

  private SweepFolder(SparkSession spark, OutputFolder folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /**
   * Opens the folder.
   *
   * @param path or any Hadoop URI; empty for the latest under {@code runs}
   * @throws JobException if the folder has no sweep, or a sweep that has not ended
   */
  public static SweepFolder open(SparkSession spark, String path) {
    return open(spark, path, Caller.PROGRAM);
  }

  /**
   * As {@link #open(SparkSession, String)}.
   *
   * @param caller whom messages are for
   */
  public static SweepFolder open(SparkSession spark, String path, Caller caller) {
    try {
      OutputFolder folder = SweepFolders.named(spark.sparkContext().hadoopConfiguration(), path);
      folder.requireEnded();
      return new SweepFolder(spark, folder);
    } catch (JobException e) {
      throw new JobException(e.problems().stream().map(caller::told).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder's URI. */
  public String path() {
    return folder.root().toString();
  }

  /** One row per trial, in the order of ranks: {@code trials.parquet}. */
  public Dataset<Row> trials() {
    return parquet(OutputFile.TRIALS);
  }

  /** The losses by epoch: {@code curves.parquet}. */
  public Dataset<Row> curves() {
    return parquet(OutputFile.CURVES);
  }

  private Dataset<Row> parquet(OutputFile file) {
    return spark.read().parquet(folder.file(file).toString());
  }

  /**
   * One row per setting, over its seeds and folds, in the order of ranks, with the columns of
   * {@code settings.csv}. With one seed and one fold a setting is a trial, and the table is
   * computed from the trials.
   */
  public Dataset<Row> settings() {
    try {
      String file = folder.file(OutputFile.SETTINGS).toString();
      return folder.exists(folder.file(OutputFile.SETTINGS))
          ? csv().schema(schema(file)).csv(file)
          : ofTrials(folder.spec().metric().key());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whichever name the session gives to rows that cannot be read, it is none of the columns'. */
  private DataFrameReader csv() {
    return spark
        .read()
        .option("header", true)
        .option("columnNameOfCorruptRecord", "_corrupt_record");
  }

  private StructType schema(String file) {
    StructType schema = new StructType();
    for (String name : csv().csv(file).columns()) {
      schema = schema.add(name, type(name));
    }
    return schema;
  }

  private static DataType type(String name) {
    if (TEXTS.contains(name)) {
      return DataTypes.StringType;
    }
    if (name.equals("epochs")) {
      return DataTypes.IntegerType;
    }
    return WHOLES.contains(name) ? DataTypes.LongType : DataTypes.DoubleType;
  }

  private Dataset<Row> ofTrials(String metric) {
    Dataset<Row> trials = trials();
    List<String> names = List.of(trials.columns());
    List<Column> columns = new ArrayList<>();
    names.stream().filter(name -> isOfSetting(name, names)).forEach(name -> columns.add(col(name)));
    columns.add(lit(1L).as("trials"));
    for (State state : State.values()) {
      if (state != State.STOPPED || names.contains("stopped_epoch")) {
        columns.add(when(col("state").equalTo(state.name()), 1L).otherwise(0L).as(state.key()));
      }
    }
    for (String over : List.of("_mean", "_median", "_worst")) {
      columns.add(col(metric).as(metric + over));
    }
    for (String over : List.of("_deviation", "_standard_error")) {
      columns.add(lit(null).cast(DataTypes.DoubleType).as(metric + over));
    }
    Arrays.stream(Part.values())
        .map(part -> part.key() + "_loss")
        .filter(loss -> names.contains(loss) && !loss.equals(metric))
        .forEach(loss -> columns.add(col(loss).as(loss + "_mean")));
    return trials.select(columns.toArray(Column[]::new)).orderBy("rank");
  }

  /** Columns before the seed are those of the setting. */
  private static boolean isOfSetting(String name, List<String> names) {
    return names.indexOf(name) < names.indexOf("seed")
        && !name.equals("trial_id")
        && !name.equals("state");
  }
}
