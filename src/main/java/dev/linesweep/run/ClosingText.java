package dev.linesweep.run;

import dev.linesweep.report.FailureText;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.console.ClosingSummary;
import dev.linesweep.report.console.RankedTable;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.store.OutputFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people read in the terminal at the end of a sweep. */
public final class ClosingText {
  /** The leading trials that it shows. */
  static final int TOP = 10;

  private static final String BEST = "best/";
  private static final List<String> FILES =
      List.of("summary.csv", "trials.parquet", "curves.parquet", BEST, "report.html", "job.yaml");

  private ClosingText() {}

  /**
   * The text in the order in which it is known.
   *
   * @param text known as soon as the trials are ranked
   * @param judgment what the numbers prove, as a paragraph; empty if there is nothing to say
   * @param check what plain DL4J makes of the winner, as a sentence; empty if no trial completed
   */
  public record Parts(String text, String judgment, String check) {
    /** What is said after the text. */
    public Optional<String> lastWords() {
      List<String> words = new ArrayList<>();
      if (!judgment.isEmpty()) {
        words.add(judgment);
      }
      if (!check.isEmpty()) {
        words.add("Checked: " + check);
      }
      return words.isEmpty() ? Optional.empty() : Optional.of(String.join("\n\n", words));
    }
  }

  static String of(
      SweepReport report, OutputFolder folder, List<BlockOutcome.Failed> failed, int width) {
    String table = RankedTable.of(report, TOP, width) + "\n\n";
    String failures = FailureText.of(failed);
    return (report.top().isEmpty() ? "" : table)
        + ClosingSummary.of(report, folder.toString(), files(report), width)
        + (failures.isEmpty() ? "" : "\n\n" + failures)
        + "\n";
  }

  private static List<String> files(SweepReport report) {
    return FILES.stream().filter(file -> !file.equals(BEST) || report.best().isPresent()).toList();
  }
}
