package dev.linesweep.report.page;

import dev.linesweep.result.RungResult;
import dev.linesweep.text.Rounded;
import java.util.List;

/** A comparison of settings at a rung. */
record RungRow(String epochs, String compared, String continued, String best) {

  static List<RungRow> of(List<RungResult> rungs) {
    return rungs.stream()
        .map(
            rung ->
                new RungRow(
                    Rounded.of((long) rung.epochs()),
                    Rounded.of((long) rung.settings()),
                    Rounded.of((long) rung.continued()),
                    Double.isNaN(rung.best()) ? "" : Rounded.of(rung.best())))
        .toList();
  }
}
