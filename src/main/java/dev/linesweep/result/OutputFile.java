package dev.linesweep.result;

import java.util.Arrays;
import java.util.List;

/** What a sweep leaves in its output folder: the one list of these names. */
public enum OutputFile {
  SUMMARY("summary.csv", "every trial by rank"),
  /** If settings have several trials. */
  SETTINGS("settings.csv", "every setting by rank, over its repeats"),
  TRIALS("trials.parquet", "the same for Spark, with times and hosts"),
  CURVES("curves.parquet", "losses along the epochs"),
  /** A folder, if a trial completed. */
  BEST("best/", "the best model: model.json, spark/ (Spark ML), model.zip (DL4J)"),
  REPORT("report.html", "a page to look at"),
  JOB("job.yaml", "the job, runnable again"),
  PROVENANCE("provenance.json", ""),
  STATUS("status.json", ""),
  /** If a tracking server was told of the sweep, or is to be. */
  TRACKING("tracking.json", ""),
  /** A folder with the trained blocks. */
  JOURNAL("journal/", ""),

  MODEL("best/model.json", ""),
  /** The best model as DL4J reads it. */
  NETWORK("best/model.zip", ""),
  /** A folder, the best model as Spark ML reads it. */
  SPARK("best/spark/", ""),
  PREDICTIONS("best/predictions.parquet", ""),
  PATH("best/path.parquet", ""),
  ENCODER("best/formula/encoder.json", "");

  private final String name;
  private final String what;

  OutputFile(String name, String what) {
    this.name = name;
    this.what = what;
  }

  /** All that lies in the output folder itself. */
  public static List<OutputFile> outermost() {
    return Arrays.stream(values()).filter(file -> file.path().indexOf('/') < 0).toList();
  }

  /** What people are told of at the end of a sweep. */
  public static List<OutputFile> told() {
    return Arrays.stream(values()).filter(file -> !file.what.isEmpty()).toList();
  }

  /** The path below the output folder. */
  public String path() {
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  /** As people read it: a folder ends with a slash. */
  public String shown() {
    return name;
  }

  /** What it holds, in words; empty if people are not told of it. */
  public String what() {
    return what;
  }
}
