package dev.linesweep.report.page;

import dev.linesweep.report.SweepReport;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.List;

/** How many trials ended in a state, and what that means. */
record StateRow(String name, String count, String reason) {

  /** All states, the reasons of failures among them. */
  static List<StateRow> of(PageSource source) {
    SweepReport.Counts counts = source.report().counts();
    List<StateRow> rows = new ArrayList<>();
    rows.add(row("complete", counts.complete(), "trained to the end"));
    if (counts.stopped() > 0) {
      rows.add(
          row("stopped", counts.stopped(), "others were better when their training was stopped"));
    }
    rows.add(
        row("diverged", counts.diverged(), "a weight or the loss became infinite or not a number"));
    rows.add(row("failed", counts.failed(), "could not be trained; the next run tries again"));
    source
        .trials()
        .reasons()
        .forEach((reason, count) -> rows.add(row("· of these", count, reason)));
    if (counts.left() > 0) {
      rows.add(
          row("left", counts.left(), "not trained yet; run the same command again to continue"));
    }
    if (!counts.stop().isEmpty()) {
      rows.add(row("not trained", counts.untrained(), counts.stop()));
    }
    return List.copyOf(rows);
  }

  private static StateRow row(String name, long count, String reason) {
    return new StateRow(name, Rounded.of(count), reason);
  }
}
