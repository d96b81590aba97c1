package dev.linesweep.cli;

import dev.linesweep.report.ExitCode;
import dev.linesweep.spark.PredictionRun;
import dev.linesweep.spark.SparkHandle;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code predict}: predictions of a sweep's best model. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = "Predicts a table with the best model of a sweep.")
final class PredictCommand implements Callable<Integer> {
  @Mixin private SavedSweep sweep = new SavedSweep();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "the table to predict, with the columns of training but for the label")
  @SuppressWarnings("NullAway.Init") // required: picocli sets it
  private String data;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description =
          "x.csv is one file; another name is a folder of Parquet; default CSV on standard output")
  private @Nullable String to;

  @Mixin private SparkOptions sparkOptions = new SparkOptions();

  @Option(names = "--quiet", description = "prints the predictions alone")
  private boolean quiet;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  PredictCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter results = Screen.of(spec.commandLine().getOut()).data();
    try (SparkHandle spark =
        SparkOptions.start(sparkOptions.conf("linesweep predict"), Talk.USUAL, this::note)) {
      PredictionRun.Request request =
          new PredictionRun.Request(sweep.out(), data, to == null ? "" : to);
      PredictionRun.Outcome outcome = PredictionRun.run(request, spark, results);
      note(summary(outcome));
      return ExitCode.OK.number();
    }
  }

  private String summary(PredictionRun.Outcome outcome) {
    String text =
        "predicted %d rows with the best model of %s".formatted(outcome.rows(), outcome.folder());
    if (to != null) {
      text += " to " + to;
    }
    return outcome.missing() == 0
        ? text
        : text
            + "%n%d of them have no prediction: a feature is missing".formatted(outcome.missing());
  }

  private void note(String text) {
    if (!quiet) {
      spec.commandLine().getErr().println(text);
    }
  }
}
