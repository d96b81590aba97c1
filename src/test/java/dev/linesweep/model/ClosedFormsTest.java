package dev.linesweep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Shape;
import dev.linesweep.fixture.Fits;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.SplitSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The expected numbers are those of numpy 2.2 (lstsq) and scipy (linprog). */
class ClosedFormsTest {
  private static final SplitSpec LAST_FIVE = new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13);
  private static final double TEST_RMSE = 0.48372169400342;
  private static final double TRAIN_MAE = 0.41503558718861;
  private static final double TEST_MAE = 0.39964412811388;

  /** Ways to write the same three columns a, b and c so that they span the same space. */
  private enum Table {
    PLAIN(List.of()),
    REPEATED("a_again"),
    REPEATED_IN_ANOTHER_UNIT("b_in_metres"),
    SUM("a+b/500"),
    REPEATED_THRICE("a_again", "b_in_metres", "a+b/500", "a_last");

    private final List<String> more;

    Table(String... more) {
      this(List.of(more));
    }

    Table(List<String> more) {
      this.more = more;
    }

    Matrix matrix() {
      List<String> names =
          java.util.stream.Stream.concat(java.util.stream.Stream.of("a", "b", "c"), more.stream())
              .toList();
      double[] x = new double[25 * names.size()];
      double[] y = new double[25];
      for (int i = 0; i < 25; i++) {
        double a = i * 7 % 11;
        double b = i * 5 % 13 * 1000;
        double c = i * i % 17 / 8.0;
        y[i] = 3 * a - 0.002 * b + 5 * c + i * 3 % 7 / 4.0;
        for (int j = 0; j < names.size(); j++) {
          x[i * names.size() + j] =
              switch (names.get(j)) {
                case "a", "a_again", "a_last" -> a;
                case "b" -> b;
                case "c" -> c;
                case "b_in_metres" -> b * 0.3048 + 1e6;
                default -> a + b / 500;
              };
        }
      }
      return new Matrix(x, y, names, "y");
    }
  }

  @ParameterizedTest
  @EnumSource(Table.class)
  void errorsAreThoseOfNumpyHoweverOftenAColumnIsRepeated(Table table) {
    Baselines baselines = Fits.of(table.matrix(), LAST_FIVE, Loss.MAE);

    assertThat(named(baselines, Baselines.OLS).test().rmse()).isCloseTo(TEST_RMSE, within(1e-9));
    assertThat(named(baselines, Baselines.LAD).train().mae()).isCloseTo(TRAIN_MAE, within(1e-9));
    assertThat(named(baselines, Baselines.LAD).test().mae()).isCloseTo(TEST_MAE, within(1e-9));
    assertThat(baselines.notes()).hasSize(table.more.isEmpty() ? 0 : 1);
  }

  @Test
  void weightsAreThoseOfNumpy() {
    LinearModel plain = named(Fits.of(Table.PLAIN.matrix(), LAST_FIVE, Loss.MSE), "ols").model();

    assertThat(plain.weights()[0]).isCloseTo(2.988814642178466, within(1e-12));
    assertThat(plain.weights()[1]).isCloseTo(-0.0019995857881527045, within(1e-15));
    assertThat(plain.weights()[2]).isCloseTo(4.9459919153392935, within(1e-12));
    assertThat(plain.bias()).isCloseTo(0.8374590280337184, within(1e-11));
  }

  @Test
  void equalColumnsShareTheirWeightAndTheLaterOneIsNamed() {
    Baselines baselines = Fits.of(Table.REPEATED.matrix(), LAST_FIVE, Loss.MAE);

    for (String name : List.of(Baselines.OLS, Baselines.LAD)) {
      double[] weights = named(baselines, name).model().weights();
      assertThat(weights[3]).isCloseTo(weights[0], within(1e-9));
    }
    assertThat(named(baselines, Baselines.OLS).model().weights()[0])
        .isCloseTo(1.494407321089232, within(1e-12));
    assertThat(baselines.notes())
        .containsExactly(
            "1 of 4 features depends on the others in the training rows (a_again), so many weights"
                + " fit equally well; least squares takes the smallest.");
  }

  @Test
  void aFewOfManyDependentFeaturesAreNamed() {
    assertThat(Fits.of(Table.REPEATED_THRICE.matrix(), LAST_FIVE, Loss.MSE).notes())
        .containsExactly(
            "4 of 7 features depend on the others in the training rows (a_again, b_in_metres,"
                + " a+b/500 and 1 more), so many weights fit equally well; least squares takes the"
                + " smallest.");
  }

  @Test
  void aLargeOffsetDoesNotHideAColumn() {
    Matrix plain = Table.PLAIN.matrix();
    double[] x = plain.x().clone();
    for (int i = 1; i < x.length; i += 3) {
      x[i] += 1e9;
    }
    Matrix shifted = new Matrix(x, plain.y(), plain.features(), "y");

    Baselines baselines = Fits.of(shifted, LAST_FIVE, Loss.MAE);

    assertThat(named(baselines, Baselines.OLS).test().rmse()).isCloseTo(TEST_RMSE, within(1e-6));
    assertThat(baselines.notes()).isEmpty();
  }

  @Test
  void powersOfAYearAreNotTakenForDependent() {
    double[] x = new double[60 * 3];
    double[] y = new double[60];
    for (int i = 0; i < 60; i++) {
      double year = 1960 + i;
      x[i * 3] = year;
      x[i * 3 + 1] = year * year;
      x[i * 3 + 2] = year * year * year;
      y[i] = (i - 30) * (i - 30) * (i - 30);
    }
    Baselines baselines =
        Fits.of(new Matrix(x, y, List.of("t", "t2", "t3"), "y"), LAST_FIVE, Loss.MSE);

    assertThat(named(baselines, Baselines.OLS).test().rmse()).isLessThan(1);
    assertThat(baselines.notes()).isEmpty();
  }

  @Test
  void aFeatureThatIsConstantInTrainingHasWeightZeroAndIsNotCalledDependent() {
    Matrix plain = Table.PLAIN.matrix();
    double[] x = plain.x().clone();
    for (int i = 0; i < 25; i++) {
      x[i * 3 + 1] = i < 20 ? 0.1 : 7;
    }
    Baselines baselines =
        Fits.of(new Matrix(x, plain.y(), plain.features(), "y"), LAST_FIVE, Loss.MAE);

    assertThat(named(baselines, Baselines.OLS).model().weights()[1]).isZero();
    assertThat(named(baselines, Baselines.LAD).model().weights()[1]).isZero();
    assertThat(baselines.notes()).isEmpty();
  }

  @Test
  void onlyConstantFeaturesLeaveTheMeanAndTheMedian() {
    double[] x = new double[25];
    Arrays.fill(x, 4);
    Baselines baselines =
        Fits.of(new Matrix(x, Table.PLAIN.matrix().y(), List.of("a"), "y"), LAST_FIVE, Loss.MAE);

    assertThat(named(baselines, Baselines.OLS).test().mse())
        .isCloseTo(named(baselines, Baselines.MEAN).test().mse(), within(1e-9));
    assertThat(named(baselines, Baselines.LAD).train().mae())
        .isCloseTo(named(baselines, Baselines.MEDIAN).train().mae(), within(1e-9));
  }

  @Test
  void moreRowsThanAChunkGiveWhatFewerGive() {
    int times = 200;
    Matrix few = Table.SUM.matrix();
    double[] x = new double[few.x().length * times];
    double[] y = new double[25 * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(few.x(), 0, x, i * few.x().length, few.x().length);
      System.arraycopy(few.y(), 0, y, i * 25, 25);
    }
    Matrix many = new Matrix(x, y, few.features(), "y");
    int[] all = IntStream.range(0, 25 * times).toArray();

    double[] weights = ols(many, all).weights();

    double[] expected = ols(few, IntStream.range(0, 25).toArray()).weights();
    for (int i = 0; i < 4; i++) {
      assertThat(weights[i]).isCloseTo(expected[i], within(1e-9 * Math.abs(expected[i])));
    }
  }

  private static LinearModel ols(Matrix matrix, int[] rows) {
    try {
      Design design = Design.of(matrix, rows);
      return design.model(LeastSquares.of(design).coefficients(), 0);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anInterruptedFitEnds() {
    Design design = Design.of(Table.PLAIN.matrix(), IntStream.range(0, 25).toArray());
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> LeastSquares.of(design)).isInstanceOf(InterruptedException.class);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void aFitThatTakesLongerThanTheTrainingIsLeftOutWithItsReason() {
    ClosedFormCost cost = ClosedFormCost.of(new Shape(10_000, 9_600, 0, 2_400), Loss.MAE, 2.7);

    assertThat(cost.noLeastSquares().orElseThrow())
        .startsWith(
            "Least squares is left out: with 10,000 features and 9,600 training rows the fit would"
                + " take about 5 h, longer than training (about 2.7 s).");
    assertThat(cost.noLeastAbsolute().orElseThrow()).startsWith("Least absolute deviations is");
  }

  @Test
  void aLongTrainingHasTimeForALongFitButNotForHours() {
    Shape shape = new Shape(1_000, 20_000, 0, 5_000);

    assertThat(ClosedFormCost.of(shape, Loss.MSE, 0.1).noLeastSquares()).isPresent();
    assertThat(ClosedFormCost.of(shape, Loss.MSE, 3600).noLeastSquares())
        .isEqualTo(ClosedFormCost.of(shape, Loss.MSE, 60).noLeastSquares());
    assertThat(ClosedFormCost.of(new Shape(100, 20_000, 0, 5_000), Loss.MAE, 0.1).noLeastSquares())
        .isEmpty();
    assertThat(ClosedFormCost.of(new Shape(60, 20_000, 0, 5_000), Loss.MAE, 0.1).noLeastAbsolute())
        .isEmpty();
  }

  @Test
  void aFitWithoutRoomSaysWhatToSet() {
    ClosedFormCost cost = ClosedFormCost.of(new Shape(100, 1_000, 0, 100), Loss.MAE, 0.1);

    assertThat(cost.noLeastSquares(bytes -> false))
        .contains(
            "Least squares is left out: the fit needs about 3 MiB of memory, more than the driver"
                + " has left. Give it more with --driver-memory.");
  }

  @Test
  void whatIsLeftOutIsMissingAndNoted() throws InterruptedException {
    Matrix matrix = Table.PLAIN.matrix();
    ClosedFormCost cost = ClosedFormCost.of(new Shape(10_000, 9_600, 0, 2_400), Loss.MAE, 2.7);

    ClosedForms forms =
        ClosedForms.of(matrix, IntStream.range(0, 20).toArray(), Loss.MAE, cost, bytes -> true);

    assertThat(forms.models()).isEmpty();
    assertThat(forms.notes()).hasSize(2).allMatch(note -> note.contains("left out"));
  }

  private static Baselines.Baseline named(Baselines baselines, String name) {
    return baselines.named(name).orElseThrow();
  }
}
