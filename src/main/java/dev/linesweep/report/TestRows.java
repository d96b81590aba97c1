package dev.linesweep.report;

import dev.linesweep.model.PairedErrors;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Rounded;

/**
 * The test rows in sentences about how sure the errors on them are.
 *
 * @param effective as in {@link PairedErrors}: how many rows of equal weight say as much
 */
public record TestRows(int rows, double effective) {

  public static TestRows of(SweepReport report) {
    int rows = report.plan().shape().testRows();
    double effective =
        report.winner().paired().values().stream()
            .mapToDouble(PairedErrors::effective)
            .min()
            .orElse(rows);
    return new TestRows(rows, effective);
  }

  /** Whether some rows count more than others. */
  public boolean weighted() {
    return effective < rows;
  }

  /** How many they are, and how many they are worth if they count unequally. */
  String words() {
    return Counted.of(rows, "test row")
        + (weighted()
            ? " (with their row weights worth about %s of equal weight)"
                .formatted(Rounded.of(Math.max(1, Math.round(effective))))
            : "");
  }
}
