package dev.linesweep;

import dev.linesweep.model.LinearModel;
import dev.linesweep.report.console.ClosingText;
import dev.linesweep.result.TrialResult;
import dev.linesweep.run.SweepOutcome;
import dev.linesweep.text.Lines;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The result of a sweep. The output folder has all of it. */
public final class SweepResult {
  private final SweepOutcome outcome;
  private final SparkSession spark;

  SweepResult(SweepOutcome outcome, SparkSession spark) {
    this.outcome = outcome;
    this.spark = spark;
  }

  /** URI of the output folder. */
  public String folder() {
    return outcome.folder();
  }

  /** The first trials in rank order, at most ten. */
  public List<TrialResult> top() {
    return outcome.top();
  }

  /** The best trial; empty if none completed. */
  public Optional<TrialResult> best() {
    return outcome.best();
  }

  /** The best trial's model in the label's own units; empty if none completed. */
  public Optional<LinearModel> model() {
    return outcome.model();
  }

  /** Trials that completed. */
  public long completed() {
    return outcome.counts().complete();
  }

  /** Trials that diverged. */
  public long diverged() {
    return outcome.counts().diverged();
  }

  /** Trials that failed. */
  public long failed() {
    return outcome.counts().failed();
  }

  /** Trials that a budget left to the next run. */
  public long left() {
    return outcome.counts().left();
  }

  /** One row per trial, in the order of ranks: {@code trials.parquet}. */
  public Dataset<Row> trials() {
    return tables().trials();
  }

  /** The losses by epoch: {@code curves.parquet}. */
  public Dataset<Row> curves() {
    return tables().curves();
  }

  /** One row per setting, over its seeds and folds, as {@link SweepFolder#settings} has it. */
  public Dataset<Row> settings() {
    return tables().settings();
  }

  private SweepFolder tables() {
    return SweepFolder.open(spark, outcome.folder());
  }

  /**
   * The result of checking the winner with plain DL4J, or why it could not be checked, as a
   * sentence; empty if no trial completed.
   */
  public Optional<String> check() {
    return Optional.of(outcome.check().sentence()).filter(sentence -> !sentence.isEmpty());
  }

  /** Whether the winner was checked with plain DL4J. */
  public boolean checked() {
    return outcome.check().ran();
  }

  /** The text that the command prints at the end. */
  public String closingText() {
    return ClosingText.of(outcome.ranked(), Lines.WIDTH)
        + ClosingText.lastWords(outcome.report(), outcome.check(), Lines.WIDTH)
            .map(words -> "\n" + words + "\n")
            .orElse("");
  }
}
