package dev.linesweep.report;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.RowWeights;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Rounded;
import java.util.Arrays;
import java.util.List;

/** What to know about the weights of a table's rows: their column, their range, what they leave. */
public final class WeightNotes {
  private WeightNotes() {}

  /** One sentence, or none if all rows count the same. */
  public static List<String> of(SweepSpec spec, Matrix matrix) {
    return spec.rowWeight().stream()
        .map(column -> "row_weight: " + said(Printable.of(column), matrix))
        .toList();
  }

  private static String said(String column, Matrix matrix) {
    double[] weights = matrix.rowWeights();
    double least = Arrays.stream(weights).min().orElse(0);
    double most = Arrays.stream(weights).max().orElse(0);
    if (least == most) {
      return "%s is %s in every row, so it changes nothing".formatted(column, Rounded.of(least));
    }
    long nothing = Arrays.stream(weights).filter(weight -> weight == 0).count();
    return "rows count by %s, from %s to %s; %s are worth about %s of equal weight%s"
        .formatted(
            column,
            Rounded.of(least),
            Rounded.of(most),
            Counted.of(weights.length, "row"),
            Rounded.of(Math.round(RowWeights.of(weights).effective(weights.length))),
            nothing == 0
                ? ""
                : "; %s %s weight 0"
                    .formatted(Counted.of(nothing, "row"), Counted.word(nothing, "has", "have")));
  }
}
