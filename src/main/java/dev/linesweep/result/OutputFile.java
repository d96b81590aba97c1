package dev.linesweep.result;

import java.util.Arrays;
import java.util.List;

/** The files in a sweep's output folder: the only list of their names. */
public enum OutputFile {
  SUMMARY("summary.csv", true),
  /** Written if settings have several trials. */
  SETTINGS("settings.csv", true),
  TRIALS("trials.parquet", true),
  /** A folder, for which Spark takes the output folder as a table of the trials. */
  TABLE("_spark_metadata/", false),
  CURVES("curves.parquet", true),
  /** A folder, written if a trial completed. */
  BEST("best/", true),
  REPORT("report.html", true),
  JOB("job.yaml", true),
  PROVENANCE("provenance.json", false),
  STATUS("status.json", false),
  /** Written if the sweep was sent to a tracking server, or is to be sent. */
  TRACKING("tracking.json", false),
  /** A folder with the trained blocks. */
  JOURNAL("journal/", false),

  MODEL("best/model.json", false),
  /** The best model in DL4J's format. */
  NETWORK("best/model.zip", false),
  /** A folder, the best model in Spark ML's format. */
  SPARK("best/spark/", false),
  PREDICTIONS("best/predictions.parquet", false),
  PATH("best/path.parquet", false),
  ENCODER("best/formula/encoder.json", false);

  private final String name;
  private final boolean told;

  OutputFile(String name, boolean told) {
    this.name = name;
    this.told = told;
  }

  /** The files directly in the output folder. */
  public static List<OutputFile> outermost() {
    return Arrays.stream(values()).filter(file -> file.path().indexOf('/') < 0).toList();
  }

  /** The files that the end of a sweep lists. */
  public static List<OutputFile> told() {
    return Arrays.stream(values()).filter(file -> file.told).toList();
  }

  /** The path below the output folder. */
  public String path() {
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  /** The name for display: a folder ends with a slash. */
  public String shown() {
    return name;
  }
}
