package dev.linesweep.cli;

import dev.linesweep.output.SavedTrials;
import dev.linesweep.output.TrialFilter;
import dev.linesweep.output.TrialsFile;
import dev.linesweep.report.ExitCode;
import dev.linesweep.report.console.RankedTable;
import dev.linesweep.run.TrialCondition;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spark.job.JobLabels;
import dev.linesweep.spec.Choice;
import dev.linesweep.spec.JobException;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.store.SweepFolders;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongPredicate;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code show}: the ranked table again. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Prints the trials of a sweep again: all or some, in any order, as a table, CSV or JSON.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:printed", "2:usage, or a folder without a finished sweep"},
    footer = {
      "",
      "Examples:",
      "  linesweep show",
      "  linesweep show runs/housing-1a2b3c4d --top 20 --sort train_loss",
      "  linesweep show --where \"optimizer = 'adam' AND epochs > 100\"",
      "  linesweep show --where \"state = 'DIVERGED'\" --top 0 --format csv"
    })
final class ShowCommand implements Callable<Integer> {
  @Mixin private SavedSweep sweep = new SavedSweep();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "10",
      description = "how many trials to print at most; default 10; 0 for all")
  private int top;

  @Option(
      names = "--sort",
      paramLabel = "COLUMN",
      defaultValue = "",
      description = "a column, such as test_r2, or 'test_r2 desc'; default the rank")
  private String sort = "";

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      defaultValue = "",
      description =
          "a condition in Spark SQL on the columns (plain comparisons need no Spark), such as"
              + " \"optimizer = 'adam'\"")
  private String where = "";

  enum Format {
    TABLE,
    CSV,
    JSON
  }

  /** As completed by shells. */
  static final class Formats extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Formats() {
      super(Choice.keys(Format.values()));
    }
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      completionCandidates = Formats.class,
      description = "table, csv or json; default table")
  private Format format = Format.TABLE;

  @Mixin private SparkOptions sparkOptions = new SparkOptions();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  ShowCommand() {}

  @Override
  public Integer call() throws IOException {
    if (top < 0) {
      throw new JobException("--top must be >= 0 but was " + top);
    }
    OutputFolder folder = SweepFolders.named(sparkOptions.hadoop(), sweep.out());
    folder.requireEnded();
    TrialsFile trials = new TrialsFile(folder);
    PrintWriter results = results();
    results.print(
        switch (format) {
          case TABLE -> text(table(folder, trials)) + "\n";
          case CSV -> trials.list(sort, top, ranks(folder)).csv();
          case JSON -> trials.list(sort, top, ranks(folder)).json();
        });
    results.flush();
    return ExitCode.OK.number();
  }

  /** Of settings if they have several trials each, unless it is trials that are asked for. */
  private RankedTable table(OutputFolder folder, TrialsFile trials) throws IOException {
    SavedTrials saved = SavedTrials.of(folder);
    return saved.hasRepeats() && sort.isBlank() && where.isBlank()
        ? saved.settings(trials, top)
        : saved.table(trials.list(sort, top, ranks(folder)));
  }

  private String text(RankedTable table) {
    return table.isEmpty() && !where.isBlank()
        ? "No trial matches. Tables show rounded numbers: if you copied one, use a range,"
            + " such as \"learning_rate BETWEEN 0.02 AND 0.03\"."
        : table.text(Terminal.resultColumns());
  }

  /** Only a condition that is more than comparisons needs Spark, or one with settings for it. */
  private LongPredicate ranks(OutputFolder folder) throws IOException {
    if (where.isBlank()) {
      return rank -> true;
    }
    SparkConf conf = sparkOptions.conf("linesweep show");
    if (conf.getAllWithPrefix("spark.sql.").length == 0) {
      Optional<BitSet> ranks = TrialFilter.ranks(new TrialsFile(folder).rows(), where);
      if (ranks.isPresent()) {
        return rank -> ranks.get().get((int) rank);
      }
    }
    conf.setIfMissing("spark.sql.debug.maxToStringFields", "1000"); // else Spark warns
    try (SparkHandle spark = SparkOptions.start(conf, Talk.USUAL, false)) {
      spark.hush(); // what goes wrong comes as a message
      BitSet ranks =
          JobLabels.named(
              spark.context(),
              "",
              "select trials",
              () -> new TrialCondition(where).ranks(spark.session(), folder));
      return rank -> ranks.get((int) rank);
    }
  }

  /** CSV and JSON are for programs. */
  private PrintWriter results() {
    Screen screen = Screen.of(spec.commandLine().getOut());
    return format == Format.TABLE ? screen : screen.data();
  }
}
