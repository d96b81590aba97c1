package dev.linesweep.cli;

import dev.linesweep.report.ExitCode;
import dev.linesweep.run.PredictionRun;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.text.Counted;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
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
      description =
          "the table to predict, with the same columns as the training table; it needs no label")
  @SuppressWarnings("NullAway.Init") // required: picocli sets it
  private String data;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description =
          "one file x.csv, x.csv.gz, x.json, x.jsonl or x.parquet, or a folder of Parquet as a name"
              + " without a dot; default CSV on standard output")
  private @Nullable String to;

  @Option(names = "--overwrite", description = "replaces what is at --to")
  private boolean overwrite;

  @Option(
      names = "--unseen",
      paramLabel = "error|base",
      completionCandidates = UnseenChoices.class,
      description =
          "what to do with a level that no training row had: refuse it, or treat it as the base"
              + " level; default as the job's data.unseen says, else error")
  private DataSpec.@Nullable Unseen unseen;

  @Mixin private SparkOptions sparkOptions = new SparkOptions();

  @Option(names = "--quiet", description = "prints only the predictions")
  private boolean quiet;

  @Spec private CommandSpec spec;

  /** As completed by shells. */
  private static final class UnseenChoices extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    UnseenChoices() {
      super(List.of("error", "base"));
    }
  }

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  PredictCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter results = Screen.of(spec.commandLine().getOut()).data();
    try (SparkHandle spark =
        SparkOptions.start(sparkOptions.conf("linesweep predict"), Talk.USUAL, false, this::note)) {
      PredictionRun.Request request =
          new PredictionRun.Request(
              sweep.out(),
              data,
              to == null ? "" : to,
              overwrite,
              unseen == null ? DataSpec.Unseen.AT_PREDICT : unseen);
      PredictionRun.Outcome outcome = PredictionRun.run(request, spark, results);
      outcome.notes().forEach(this::note);
      note(summary(outcome));
      return ExitCode.OK.number();
    }
  }

  private String summary(PredictionRun.Outcome outcome) {
    String text =
        "predicted %s with the best model of %s"
            .formatted(Counted.of(outcome.rows(), "row"), outcome.folder());
    if (to != null) {
      text += " to " + to;
    }
    List<String> lines = new ArrayList<>(List.of(text));
    long left = outcome.read() - outcome.rows();
    if (left > 0) {
      lines.add(
          "the job's query leaves out %d of the %s of the table"
              .formatted(left, Counted.of(outcome.read(), "row")));
    } else if (left < 0) {
      lines.add(
          "the job's query made them from the %s of the table"
              .formatted(Counted.of(outcome.read(), "row")));
    }
    if (outcome.missing() > 0) {
      lines.add(
          "%d of them %s no prediction: a feature is missing"
              .formatted(outcome.missing(), Counted.word(outcome.missing(), "has", "have")));
    }
    if (outcome.unseen() > 0) {
      lines.add(
          "%d of them %s a level that no training row had, and %s predicted as the base level"
              .formatted(
                  outcome.unseen(),
                  Counted.word(outcome.unseen(), "holds", "hold"),
                  Counted.word(outcome.unseen(), "is", "are")));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private void note(String text) {
    if (!quiet) {
      spec.commandLine().getErr().println(text);
    }
  }
}
