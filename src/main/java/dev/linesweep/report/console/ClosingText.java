package dev.linesweep.report.console;

import dev.linesweep.report.CheckNote;
import dev.linesweep.report.FailureText;
import dev.linesweep.report.RankedSweep;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.OutputFile;
import dev.linesweep.text.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The text that a terminal shows at the end of a sweep. */
public final class ClosingText {
  /** The leading trials that it shows. */
  public static final int TOP = 10;

  private ClosingText() {}

  /** What is known as soon as the trials are ranked, with a line break at its end. */
  public static String of(RankedSweep sweep, int width) {
    SweepReport report = sweep.report();
    String table = RankedTable.of(report, TOP).text(width) + "\n\n";
    String failures = FailureText.of(sweep.failed());
    return (report.top().isEmpty() ? "" : table)
        + ClosingSummary.of(report, sweep.folder(), files(report), width)
        + (failures.isEmpty() ? "" : "\n\n" + failures)
        + "\n";
  }

  /**
   * What is known only once the winner was checked, without a line break at its end; empty if there
   * is nothing to say.
   *
   * @param check what plain DL4J makes of the winner
   */
  public static Optional<String> lastWords(SweepReport report, CheckNote check, int width) {
    List<String> words = new ArrayList<>();
    words.add(ClosingSummary.judgment(report, width));
    // Why there was no check has options to copy, so that its lines are not broken.
    words.add(check.missing() ? check.brief() : Lines.wrap(check.brief(), width, "  "));
    words.removeIf(String::isEmpty);
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", words));
  }

  private static List<OutputFile> files(SweepReport report) {
    return OutputFile.told().stream()
        .filter(file -> file != OutputFile.BEST || report.best().isPresent())
        .filter(file -> file != OutputFile.SETTINGS || report.spec().hasRepeats())
        .toList();
  }
}
