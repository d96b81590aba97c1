package dev.linesweep.report;

import dev.linesweep.data.LabelShift;
import dev.linesweep.data.Matrix;
import dev.linesweep.data.Parts;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What to know about the split of a table: how its rows were split if the job leaves that open, and
 * whether the label's values differ between the parts beyond chance. Synthetic rows need neither,
 * and the second is not said of a job that states both the order of rows and the split.
 */
public final class SplitNotes {
  private static final String NOT_ALIKE = "the %s rows are not like the training rows";

  private SplitNotes() {}

  /** Whole sentences, mostly none. */
  public static List<String> of(SweepSpec spec, Matrix matrix, Parts parts) {
    if (!(spec.data().source() instanceof DataSpec.Table table)) {
      return List.of();
    }
    List<String> notes = new ArrayList<>();
    if (spec.split().usual()) {
      notes.add(chosen(spec.split()));
    }
    boolean asked = !spec.split().usual() && !table.orderBy().isEmpty();
    if (spec.split().by() != SplitSpec.By.RANDOM && !asked) {
      addShift(notes, matrix, parts);
    }
    return notes;
  }

  private static String chosen(SplitSpec split) {
    String shares =
        split.validation() == 0
            ? percent(split.test()) + " test"
            : percent(split.validation()) + " validation, " + percent(split.test()) + " test";
    return "split: %s, %s (default%s)"
        .formatted(
            split.by().name().toLowerCase(Locale.ROOT),
            shares,
            split.by() == SplitSpec.By.RANDOM
                ? "; order_by or split.by: order keeps the order"
                : ", since order_by is given; split.by: random shuffles the rows");
  }

  private static String percent(double share) {
    return Rounded.of(100 * share) + " %";
  }

  /** Says it of the part that differs most surely. */
  private static void addShift(List<String> notes, Matrix matrix, Parts parts) {
    LabelShift test = LabelShift.between(matrix, parts.train(), parts.test());
    LabelShift shown = test;
    MetricSpec.Part part = MetricSpec.Part.TEST;
    if (parts.validation().length > 0) {
      LabelShift validation = LabelShift.between(matrix, parts.train(), parts.validation());
      if (validation.p() < test.p()) {
        shown = validation;
        part = MetricSpec.Part.VALIDATION;
      }
    }
    if (shown.beyondChance()) {
      notes.add(shifted(matrix, part, shown));
    }
  }

  /** Whether a note says that the parts differ. */
  public static boolean isOnShift(String note) {
    return Stream.of(MetricSpec.Part.values())
        .map(part -> NOT_ALIKE.formatted(part.key()))
        .anyMatch(note::startsWith);
  }

  private static String shifted(Matrix matrix, MetricSpec.Part part, LabelShift shift) {
    return (NOT_ALIKE
            + ": %s has mean %s there, and mean %s in the training rows%s, a difference beyond"
            + " chance (Kolmogorov-Smirnov, p %s). This is right if the model is to predict later"
            + " rows from earlier ones; otherwise set split.by: random")
        .formatted(
            part.key(),
            Printable.of(matrix.label()),
            values(shift.part()),
            values(shift.training()),
            matrix.isWeighted() ? " (without row weights, which the split does not look at)" : "",
            p(shift.p()));
  }

  private static String values(DoubleSummaryStatistics values) {
    return "%s (%s to %s)"
        .formatted(
            Rounded.of(values.getAverage()),
            Rounded.of(values.getMin()),
            Rounded.of(values.getMax()));
  }

  private static String p(double p) {
    return p < 1e-6 ? "< 1e-06" : "= " + Rounded.twoDigits(p);
  }
}
