package dev.linesweep.spark;

import dev.linesweep.report.ClosingSummary;
import dev.linesweep.report.FailureText;
import dev.linesweep.report.RankedTable;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.store.OutputFolder;
import java.util.List;

/** What people read in the terminal at the end of a sweep. */
final class ClosingText {
  /** The leading trials that it shows. */
  static final int TOP = 10;

  private static final String BEST = "best/";
  private static final List<String> FILES =
      List.of("summary.csv", "trials.parquet", "curves.parquet", BEST, "report.html", "job.yaml");

  private ClosingText() {}

  static String of(
      SweepReport report, OutputFolder folder, List<BlockOutcome> outcomes, int width) {
    String table = RankedTable.of(report, TOP, width) + "\n\n";
    String failures = FailureText.of(outcomes);
    return (report.top().isEmpty() ? "" : table)
        + ClosingSummary.of(report, folder.toString(), files(report), width)
        + (failures.isEmpty() ? "" : "\n\n" + failures)
        + "\n";
  }

  private static List<String> files(SweepReport report) {
    return FILES.stream().filter(file -> !file.equals(BEST) || report.best().isPresent()).toList();
  }
}
