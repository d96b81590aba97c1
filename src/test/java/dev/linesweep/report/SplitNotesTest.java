package dev.linesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Parts;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitNotesTest {
  private static final String JOB =
      """
      name: homes
      data: {format: csv, path: homes.csv, label: price, features: [x]%s}
      parameters: {optimizer: sgd, epochs: 1}
      split: {%s}
      """;

  @Test
  void aSplitLeftOpenIsSaid() {
    assertThat(notes("", "", noise()))
        .containsExactly(
            "split: random, 20 % test (default; order_by or split.by: order keeps the order)");
    assertThat(notes("", "validation: 0.15, test: 0.1", noise()))
        .containsExactly(
            "split: random, 15 % validation, 10 % test (default; order_by or split.by: order keeps"
                + " the order)");
    assertThat(notes(", order_by: [day]", "", noise()))
        .containsExactly(
            "split: order, 20 % test (default, since order_by is given; split.by: random shuffles"
                + " the rows)");
  }

  @Test
  void aStatedSplitOfRowsInNoOrderNeedsNoNote() {
    for (String by : List.of("random", "order", "interleaved")) {
      assertThat(notes("", "by: " + by, noise())).isEmpty();
    }
  }

  @Test
  void aTableSortedByItsLabelIsSaidWithTheNumbersAndTheLineToChange() {
    assertThat(notes("", "by: order", row -> row + 1))
        .containsExactly(
            "the test rows are not like the training rows: price has mean 90.5 (81 to 100) there,"
                + " and mean 40.5 (1 to 80) in the training rows, a difference beyond chance"
                + " (Kolmogorov-Smirnov, p < 1e-06). This is right if the model is to predict"
                + " later rows from earlier ones; otherwise set split.by: random");
    assertThat(notes("", "by: random", row -> row + 1)).isEmpty();
  }

  @Test
  void meansThatDisregardRowWeightsAreSaidTo() {
    Matrix plain = matrix(100, row -> row + 1);
    double[] weights = IntStream.range(0, 100).mapToDouble(row -> 1 + row % 3).toArray();
    Matrix weighted = new Matrix(plain.x(), plain.y(), weights, plain.features(), plain.label());

    assertThat(SplitNotes.of(spec("", "by: order"), weighted, parts(100)))
        .singleElement()
        .asString()
        .contains(
            "mean 40.5 (1 to 80) in the training rows (without row weights, which the split does"
                + " not look at), a difference beyond chance");
  }

  @Test
  void aJobThatStatesTheOrderAndTheSplitIsTakenAtItsWord() {
    assertThat(notes(", order_by: [day]", "by: order", row -> row + 1)).isEmpty();
    assertThat(notes(", order_by: [day]", "", row -> row + 1)).hasSize(2);
  }

  @Test
  void aShortSortedTableIsSaidToo() {
    assertThat(SplitNotes.of(spec("", "by: order"), matrix(13, row -> row), parts(13))).hasSize(1);
  }

  @Test
  void thePartThatDiffersMostIsNamed() {
    assertThat(notes("", "validation: 0.2, by: order", row -> row >= 60 && row < 80 ? 9 : row % 7))
        .singleElement()
        .asString()
        .startsWith(
            "the validation rows are not like the training rows: price has mean 9 (9 to 9)");
  }

  @Test
  void aPeriodOfTheLabelThatMeetsThatOfTheSplitIsSaid() {
    assertThat(notes("", "by: interleaved", row -> row % 5 + row * 1e-3)).hasSize(1);
  }

  @Test
  void rowsOfAKnownOrderHaveNoNote() {
    String line = "name: line\ndata: {line: {}}\nparameters: {optimizer: sgd, epochs: 1}\n";
    assertThat(SplitNotes.of(read(line), matrix(50, row -> row), parts(50))).isEmpty();
  }

  private static List<String> notes(String data, String split, IntToDoubleFunction label) {
    SweepSpec spec = spec(data, split);
    return SplitNotes.of(spec, matrix(100, label), Parts.of(spec.split(), 100));
  }

  private static Parts parts(int rows) {
    return Parts.of(spec("", "by: order").split(), rows);
  }

  private static SweepSpec spec(String data, String split) {
    return read(JOB.formatted(data, split));
  }

  private static SweepSpec read(String job) {
    return SpecReader.read(job, "job.yaml", List.of());
  }

  private static IntToDoubleFunction noise() {
    double[] values = new SplittableRandom(13).doubles(100).toArray();
    return row -> values[row];
  }

  private static Matrix matrix(int rows, IntToDoubleFunction label) {
    double[] y = IntStream.range(0, rows).mapToDouble(label::applyAsDouble).toArray();
    return new Matrix(y, y, List.of("x"), "price");
  }
}
