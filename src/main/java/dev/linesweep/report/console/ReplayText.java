package dev.linesweep.report.console;

import static dev.linesweep.text.TextTable.right;

import dev.linesweep.model.LinearModel;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.Axes;
import dev.linesweep.text.Lines;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Rounded;
import dev.linesweep.text.TextTable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A trial next to the same trial fitted by plain DL4J, for a terminal. */
public final class ReplayText {
  /** Weights shown; of more features those that differ most. */
  private static final int WEIGHTS = 20;

  private static final int NAME = 24;
  private static final MathContext TWO_DIGITS = new MathContext(2);
  private static final MathContext EIGHT_DIGITS = new MathContext(8);

  private ReplayText() {}

  /**
   * One epoch.
   *
   * @param difference the largest difference of two predictions, in the label's units; NaN if one
   *     diverged
   * @param excess how much of what rounding explains that is; NaN if that is not judged
   */
  public record Epoch(
      int epoch,
      double difference,
      double excess,
      double trainLoss,
      double plainTrainLoss,
      double testLoss,
      double plainTestLoss) {}

  /** A trial in words: {@code adam, learning rate 0.01, 400 epochs}. */
  public static String words(SweepPlan plan, Trial trial) {
    String words = new Axes(plan).words(trial);
    return trial.trajectory().hasFold()
        ? "%s, in fold %d of %d"
            .formatted(words, trial.trajectory().fold(), plan.spec().split().folds())
        : words;
  }

  /** A paragraph in lines of that width. */
  public static String paragraph(String text, int width) {
    return Lines.wrap(text, width, "");
  }

  /** One row per epoch. */
  public static String epochs(List<Epoch> epochs, int width) {
    return TextTable.of(
            List.of(
                right("epoch", 0, cells(epochs, e -> Rounded.of((long) e.epoch()))),
                right(
                    "predictions\ndiffer by", 0, cells(epochs, e -> difference(e.difference(), 0))),
                right("of what\nrounding\nexplains", 0, cells(epochs, e -> share(e.excess()))),
                right("train\nloss", 0, cells(epochs, e -> number(e.trainLoss()))),
                right(
                    "differs\nby",
                    0,
                    cells(epochs, e -> difference(e.trainLoss(), e.plainTrainLoss()))),
                right("test\nloss", 0, cells(epochs, e -> number(e.testLoss()))),
                right(
                    "differs\nby",
                    0,
                    cells(epochs, e -> difference(e.testLoss(), e.plainTestLoss())))),
            width)
        .text();
  }

  /** Weights and bias next to each other, in the label's units. */
  public static String weights(LinearModel trained, LinearModel plain, int width) {
    List<Integer> shown =
        IntStream.range(0, trained.weights().length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -difference(trained, plain, i)))
            .limit(WEIGHTS)
            .sorted()
            .toList();
    List<String> names =
        IntStream.range(0, shown.size() + 1)
            .mapToObj(row -> row < shown.size() ? name(trained, shown.get(row)) : "bias")
            .toList();
    List<double[]> rows =
        IntStream.range(0, shown.size() + 1)
            .mapToObj(
                row ->
                    row < shown.size()
                        ? new double[] {
                          trained.weights()[shown.get(row)], plain.weights()[shown.get(row)]
                        }
                        : new double[] {trained.bias(), plain.bias()})
            .toList();
    String table =
        TextTable.of(
                List.of(
                    TextTable.left("weight of", 0, names),
                    right("this sweep", 0, cells(rows, row -> precise(row[0]))),
                    right("plain DL4J", 0, cells(rows, row -> precise(row[1]))),
                    right("differs by", 0, cells(rows, row -> difference(row[0], row[1])))),
                width)
            .text();
    int more = trained.weights().length - shown.size();
    return more == 0
        ? table
        : table + "\nand %s more, which differ by less".formatted(Rounded.of((long) more));
  }

  private static double difference(LinearModel trained, LinearModel plain, int feature) {
    return Math.abs(trained.weights()[feature] - plain.weights()[feature]);
  }

  private static String name(LinearModel model, int feature) {
    return Printable.of(model.features().get(feature), NAME);
  }

  private static <T> List<String> cells(List<T> rows, Function<T, String> cell) {
    return rows.stream().map(cell).toList();
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Rounded.of(value) : "diverged";
  }

  private static String share(double excess) {
    if (Double.isNaN(excess)) {
      return "";
    }
    return Double.isInfinite(excess) ? "more" : twoDigits(excess);
  }

  private static String difference(double a, double b) {
    return Double.isFinite(a - b) ? twoDigits(Math.abs(a - b)) : "";
  }

  private static String twoDigits(double size) {
    if (size == 0 || (size >= 1e-4 && size < 1e4)) {
      return new BigDecimal(size).round(TWO_DIGITS).stripTrailingZeros().toPlainString();
    }
    return String.format(Locale.ROOT, "%.1e", size);
  }

  /** Eight digits, about what 32-bit floats hold. */
  private static String precise(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(EIGHT_DIGITS).toString()
        : "diverged";
  }
}
