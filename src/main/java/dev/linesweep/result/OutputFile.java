package dev.linesweep.result;

import java.util.Arrays;
import java.util.List;

/** What a sweep leaves in its output folder: the one list of these names. */
public enum OutputFile {
  SUMMARY("summary.csv", true),
  /** If settings have several trials. */
  SETTINGS("settings.csv", true),
  TRIALS("trials.parquet", true),
  CURVES("curves.parquet", true),
  /** A folder, if a trial completed. */
  BEST("best/", true),
  REPORT("report.html", true),
  JOB("job.yaml", true),
  PROVENANCE("provenance.json", false),
  STATUS("status.json", false),
  /** If a tracking server was told of the sweep, or is to be. */
  TRACKING("tracking.json", false),
  /** A folder with the trained blocks. */
  JOURNAL("journal/", false),

  MODEL("best/model.json", false),
  /** The best model as DL4J reads it. */
  NETWORK("best/model.zip", false),
  /** A folder, the best model as Spark ML reads it. */
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

  /** All that lies in the output folder itself. */
  public static List<OutputFile> outermost() {
    return Arrays.stream(values()).filter(file -> file.path().indexOf('/') < 0).toList();
  }

  /** Those that are named at the end of a sweep. */
  public static List<OutputFile> told() {
    return Arrays.stream(values()).filter(file -> file.told).toList();
  }

  /** The path below the output folder. */
  public String path() {
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  /** As it is shown: a folder ends with a slash. */
  public String shown() {
    return name;
  }
}
