package dev.linesweep.report.console;

import static dev.linesweep.text.TextTable.right;

import dev.linesweep.data.Samples;
import dev.linesweep.data.Shape;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Lines;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Rounded;
import dev.linesweep.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The samples of a plan: how many there are, and the first rows of each part. */
final class SamplesText {
  private static final int ROWS = 3;
  private static final String INDENT = "  ";

  private SamplesText() {}

  static List<String> paragraphs(SweepPlan plan, Samples samples, int width) {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(head(plan, samples, width));
    for (MetricSpec.Part part : MetricSpec.Part.values()) {
      if (samples.part(part).rows() > 0) {
        paragraphs.add(rows(samples, part, width));
      }
    }
    return paragraphs;
  }

  private static String head(SweepPlan plan, Samples samples, int width) {
    Shape shape = samples.shape();
    int folds = plan.spec().split().folds();
    return Lines.wrap(
            "%s: %s, label %s"
                .formatted(
                    Printable.of(plan.spec().name()),
                    Counted.of(shape.rows(), "row"),
                    Printable.of(samples.label())),
            width,
            INDENT)
        + "\n"
        + Lines.pack(
            Stream.of(
                    Rounded.of((long) shape.trainRows())
                        + " training"
                        + (folds > 0 ? " in %d folds".formatted(folds) : ""),
                    folds > 0
                        ? ""
                        : shape.validationRows() == 0
                            ? "no validation"
                            : Rounded.of((long) shape.validationRows()) + " validation",
                    Rounded.of((long) shape.testRows()) + " test",
                    "split by " + plan.spec().split().by().name().toLowerCase(Locale.ROOT),
                    "standardized: " + samples.standardize().name().toLowerCase(Locale.ROOT),
                    plan.spec()
                        .rowWeight()
                        .map(column -> "rows count by " + Printable.of(column))
                        .orElse(""))
                .filter(text -> !text.isEmpty())
                .toList(),
            " · ",
            width,
            INDENT);
  }

  private static String rows(Samples samples, MetricSpec.Part name, int width) {
    Samples.Part part = samples.part(name);
    int features = samples.features().size();
    int[] shown = IntStream.range(0, Math.min(ROWS, part.rows())).toArray();
    List<TextTable.Column> columns = new ArrayList<>();
    int[] numbers = samples.rowNumbers(name);
    columns.add(right("row", 0, cells(shown, i -> Integer.toString(numbers[i] + 1))));
    for (int feature = 0; feature < features; feature++) {
      int offset = feature;
      // The later features give way first; far more than fit need not be laid out.
      if (feature < width) {
        columns.add(
            right(
                Printable.of(samples.features().get(feature), 16),
                feature,
                cells(shown, i -> Rounded.of(part.x()[i * features + offset]))));
      }
    }
    columns.add(
        right(Printable.of(samples.label(), 16), 0, cells(shown, i -> Rounded.of(part.y()[i]))));
    if (!part.rowWeights().isNone()) {
      columns.add(right("row weight", 0, cells(shown, i -> Rounded.of(part.rowWeights().of(i)))));
    }
    TextTable table = TextTable.of(columns, width);
    int hidden = table.dropped().size() + Math.max(0, features - width);
    return "First %s, as training sees them\n"
            .formatted(
                Counted.word(
                    shown.length,
                    (name == MetricSpec.Part.TRAIN ? "training" : name.key()) + " row",
                    (name == MetricSpec.Part.TRAIN ? "training" : name.key()) + " rows"))
        + table.text()
        + (hidden == 0
            ? ""
            : "\nColumns hidden to fit the terminal: %s of %s."
                .formatted(Rounded.of((long) hidden), Counted.of(features, "feature")));
  }

  private static List<String> cells(int[] rows, IntFunction<String> cell) {
    return IntStream.of(rows).mapToObj(cell).toList();
  }
}
