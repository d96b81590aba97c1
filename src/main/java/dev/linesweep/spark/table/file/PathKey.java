package dev.linesweep.spark.table.file;

/**
 * Where files are named, as messages begin: in a job file, which has other keys next to the path,
 * or on the command line of {@code predict}, which has none, so that only the file can change.
 */
public enum PathKey {
  JOB("data.path"),
  PREDICT("--data");

  private final String text;

  PathKey(String text) {
    this.text = text;
  }

  /** What to do: with the job file, or with the file that is to be predicted. */
  String either(String inJob, String atPredict) {
    return this == JOB ? inJob : atPredict;
  }

  @Override
  public String toString() {
    return text;
  }
}
