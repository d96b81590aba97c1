package dev.linesweep.report.page;

import dev.linesweep.report.Provenance;
import dev.linesweep.report.SweepReport;

/**
 * All that the page and the plots are made from: by a run from what it has in memory, later from
 * the output folder, which holds every part of it.
 */
public record PageSource(
    SweepReport report, PageTrials trials, PageCurves curves, BestFit fit, Origin origin) {

  /**
   * Where the results come from.
   *
   * @param job the text of {@code job.yaml}
   */
  public record Origin(String job, Provenance provenance, LaterRun later) {}

  /**
   * What became of a run in the same folder after the results were written.
   *
   * @param state in lower case; empty unless it failed or was interrupted
   * @param reason a sentence without its point; may be empty
   */
  public record LaterRun(String state, String reason) {
    public static final LaterRun NONE = new LaterRun("", "");
  }
}
