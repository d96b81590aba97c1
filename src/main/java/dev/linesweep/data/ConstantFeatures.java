package dev.linesweep.data;

import dev.linesweep.text.Counted;
import dev.linesweep.text.Decimal;
import dev.linesweep.text.NameList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The features that never change in the training rows, and the note about them: their weights are
 * 0, since nothing shows their effect on the label.
 */
public record ConstantFeatures(List<Constant> all, int trainRows) {
  private static final int SHOWN = 5;

  /**
   * One such feature.
   *
   * @param value in the training rows, in the units of the data
   * @param validationRows rows of the validation part that hold another value
   * @param testRows rows of the test part that hold another value
   */
  public record Constant(String feature, double value, int validationRows, int testRows) {
    private String text() {
      return "\"%s\" (%s)".formatted(feature, Decimal.of(value));
    }

    private boolean differs() {
      return validationRows + testRows > 0;
    }
  }

  public ConstantFeatures {
    all = List.copyOf(all);
  }

  /** The constant features of samples that were made from the matrix. */
  public static ConstantFeatures of(Matrix matrix, Samples samples) {
    boolean[] constant = samples.scaling().constant();
    Parts parts = samples.rowNumbers();
    List<Constant> all = new ArrayList<>();
    for (int column = 0; column < constant.length; column++) {
      if (constant[column]) {
        double value = matrix.x()[parts.train()[0] * constant.length + column];
        all.add(
            new Constant(
                matrix.features().get(column),
                value,
                others(matrix, column, value, parts.validation()),
                others(matrix, column, value, parts.test())));
      }
    }
    return new ConstantFeatures(all, parts.train().length);
  }

  private static int others(Matrix matrix, int column, double value, int[] rows) {
    int features = matrix.features().size();
    return (int)
        IntStream.of(rows).filter(row -> matrix.x()[row * features + column] != value).count();
  }

  /** One sentence, or none if every feature changes. */
  public List<String> notes() {
    if (all.isEmpty()) {
      return List.of();
    }
    String head =
        all.size() == 1
            ? "feature %s never changes in the %s, so its weight is 0"
                .formatted(all.get(0).text(), Counted.of(trainRows, "training row"))
            : "%d features never change in the %s, so their weights are 0: %s"
                .formatted(all.size(), Counted.of(trainRows, "training row"), shown(all));
    List<Constant> differing = all.stream().filter(Constant::differs).toList();
    return List.of(differing.isEmpty() ? head : head + elsewhere(differing));
  }

  private String elsewhere(List<Constant> differing) {
    if (all.size() > 1) {
      return ". %d of them %s elsewhere, which the model does not see"
          .formatted(differing.size(), Counted.word(differing.size(), "changes", "change"));
    }
    Constant only = differing.get(0);
    String rows =
        only.validationRows() > 0
            ? only.validationRows() + " validation and " + Counted.of(only.testRows(), "test row")
            : Counted.of(only.testRows(), "test row");
    return ". It differs in %s, which the model does not see".formatted(rows);
  }

  private static String shown(List<Constant> features) {
    return NameList.first(features.stream().map(Constant::text).toList(), SHOWN);
  }
}
