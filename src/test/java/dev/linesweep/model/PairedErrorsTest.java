package dev.linesweep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedErrorsTest {

  @Test
  void differencesAreTakenRowByRow() {
    Errors errors = new Errors(new double[] {1, -2, 3}, new double[] {-2, 4, 3});
    PairedErrors paired = errors.paired();
    assertThat(paired.rows()).isEqualTo(3);
    assertThat(paired.absolute().mean()).isEqualTo(1);
    assertThat(paired.absolute().deviation()).isEqualTo(1);
    assertThat(paired.squared().mean()).isEqualTo(5);
    assertThat(paired.squared().deviation()).isCloseTo(Math.sqrt(39), within(1e-12));
    assertThat(paired.chance(paired.absolute()))
        .isCloseTo(4.302652729911275 / Math.sqrt(3), within(1e-9));
  }

  @Test
  void ofASingleRowEverythingCanBeChance() {
    PairedErrors paired =
        new PairedErrors(1, new PairedErrors.Differences(8, 0), new PairedErrors.Differences(8, 0));
    assertThat(paired.chance(paired.absolute())).isInfinite();
  }

  @Test
  void modelsThatErrAlikeAreToldApartByFarFewerRowsThanTheirErrorsAloneWouldAllow() {
    Errors errors = Errors.ofEquallyGoodModels(new SplittableRandom(7), 200, 0.1);
    PairedErrors paired = errors.paired();
    double ofEachAlone = 2 * Math.sqrt(2) * deviation(errors.own) / Math.sqrt(200);
    assertThat(paired.chance(paired.absolute())).isLessThan(ofEachAlone / 3);
  }

  /** Two models of equal expected error differ "beyond chance" in one case of twenty. */
  @ParameterizedTest
  @CsvSource({"10, 0.1", "10, 1", "40, 0.1", "40, 1", "400, 0.3"})
  void falseAlarmsAreAsFrequentAsTheConfidenceSays(int rows, double apart) {
    SplittableRandom random = new SplittableRandom(rows);
    int trials = 4000;
    int absolute = 0;
    int squared = 0;
    for (int trial = 0; trial < trials; trial++) {
      PairedErrors paired = Errors.ofEquallyGoodModels(random, rows, apart).paired();
      absolute += alarm(paired, paired.absolute());
      squared += alarm(paired, paired.squared());
    }
    assertThat((double) absolute / trials).isBetween(0.03, 0.065);
    // Squares have long tails: with few rows the test is on the careful side.
    assertThat((double) squared / trials).isBetween(rows < 100 ? 0.01 : 0.03, 0.065);
  }

  /**
   * Without regard to the effective number of rows, Pareto weights would raise alarm twice as
   * often.
   */
  @ParameterizedTest
  @CsvSource({"10, uniform", "40, exponential", "400, exponential", "40, pareto", "400, pareto"})
  void falseAlarmsAreNoMoreFrequentIfRowsCountUnequally(int rows, String distribution) {
    SplittableRandom random = new SplittableRandom(rows);
    int trials = 4000;
    int absolute = 0;
    int squared = 0;
    for (int trial = 0; trial < trials; trial++) {
      double[] weights = new double[rows];
      Arrays.setAll(
          weights,
          row ->
              switch (distribution) {
                case "uniform" -> random.nextDouble();
                case "exponential" -> -Math.log(1 - random.nextDouble());
                default -> Math.pow(1 - random.nextDouble(), -1 / 1.5);
              });
      PairedErrors paired = Errors.ofEquallyGoodModels(random, rows, 0.5).paired(weights);
      absolute += alarm(paired, paired.absolute());
      squared += alarm(paired, paired.squared());
    }
    assertThat((double) absolute / trials).isBetween(0.03, 0.065);
    assertThat((double) squared / trials).isBetween(0.01, 0.07);
  }

  @Test
  void aWeightedMeanHasTheStandardErrorOfItsFormula() {
    double[] weights = {1, 4, 2, 0.5};
    PairedErrors paired =
        new Errors(new double[] {1, 2, 3, 4}, new double[] {3, 2, 3.5, 7}).paired(weights);
    double mean = (2 + 0 + 1 + 1.5) / 7.5;
    double squares = sq(2 - mean) + 16 * sq(mean) + 4 * sq(0.5 - mean) + 0.25 * sq(3 - mean);
    double effective = 7.5 * 7.5 / (1 + 16 + 4 + 0.25);

    assertThat(paired.rows()).isEqualTo(4);
    assertThat(paired.effective()).isCloseTo(effective, within(1e-6));
    assertThat(paired.absolute().mean()).isCloseTo(mean, within(1e-6));
    assertThat(paired.absolute().deviation() / Math.sqrt(paired.effective()))
        .isCloseTo(Math.sqrt(squares * effective / (effective - 1)) / 7.5, within(1e-6));
  }

  @Test
  void aRowOfWeight0IsNotARow() {
    Errors errors = new Errors(new double[] {1, -2, 3, 5}, new double[] {-2, 4, 3, -9});
    PairedErrors paired = errors.paired(2.5, 2.5, 2.5, 0);
    PairedErrors without = new Errors(new double[] {1, -2, 3}, new double[] {-2, 4, 3}).paired();

    assertThat(paired.effective()).isCloseTo(3, within(1e-9));
    assertThat(paired.squared().mean()).isCloseTo(without.squared().mean(), within(1e-9));
    assertThat(paired.chance(paired.squared()))
        .isCloseTo(without.chance(without.squared()), within(1e-6));
  }

  @Test
  void equalWeightsGiveTheBitsOfNone() {
    Errors errors = Errors.ofEquallyGoodModels(new SplittableRandom(3), 30, 0.5);
    double[] weights = new double[30];
    Arrays.fill(weights, 0.1);

    assertThat(errors.paired(weights)).isEqualTo(errors.paired());
  }

  @Test
  void ofRowsThatOneOutweighsEverythingCanBeChance() {
    Errors errors = new Errors(new double[] {1, 2, 3}, new double[] {3, 2, 3.5});
    for (double heavy : new double[] {10, 1e9, 1e60}) {
      PairedErrors paired = errors.paired(1, heavy, 1);
      assertThat(paired.chance(paired.absolute())).isInfinite();
      assertThat(paired.absolute().deviation()).isFinite();
    }
  }

  private static double sq(double value) {
    return value * value;
  }

  private static int alarm(PairedErrors paired, PairedErrors.Differences differences) {
    return Math.abs(differences.mean()) > paired.chance(differences) ? 1 : 0;
  }

  /** The rows drawn again and again, both models' errors of a row together. */
  @Test
  void chanceIsWhatABootstrapOverTheRowsFinds() {
    int rows = 200;
    SplittableRandom random = new SplittableRandom(5);
    Errors errors = Errors.ofEquallyGoodModels(random, rows, 0.5);
    double[] means = new double[4000];
    for (int i = 0; i < means.length; i++) {
      for (int row = 0; row < rows; row++) {
        int drawn = random.nextInt(rows);
        means[i] += (Math.abs(errors.other[drawn]) - Math.abs(errors.own[drawn])) / rows;
      }
    }
    Arrays.sort(means);
    double half = (means[means.length * 39 / 40] - means[means.length / 40]) / 2;
    PairedErrors paired = errors.paired();
    assertThat(paired.chance(paired.absolute()) / half).isCloseTo(1, within(0.06));
  }

  private static double deviation(double[] errors) {
    double mean = Arrays.stream(errors).map(Math::abs).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(errors).map(e -> Math.pow(Math.abs(e) - mean, 2)).average().orElseThrow());
  }

  /** What two models err by on the same rows. */
  private record Errors(double[] own, double[] other) {

    /**
     * Errors of labels that have noise of their own, predicted by two models that are equally far
     * from the truth, each in a direction of its own.
     */
    static Errors ofEquallyGoodModels(SplittableRandom random, int rows, double apart) {
      double[] own = new double[rows];
      double[] other = new double[rows];
      for (int row = 0; row < rows; row++) {
        double noise = random.nextGaussian();
        own[row] = apart * random.nextGaussian() - noise;
        other[row] = apart * random.nextGaussian() - noise;
      }
      return new Errors(own, other);
    }

    /** On labels that are the numbers of the rows. */
    PairedErrors paired(double... weights) {
      int[] rows = IntStream.range(0, own.length).toArray();
      double[] labels = IntStream.of(rows).asDoubleStream().toArray();
      Matrix matrix = new Matrix(labels, labels, weights, List.of("x"), "y");
      return PairedErrors.of(
          matrix, rows, row -> labels[row] + own[row], row -> labels[row] + other[row]);
    }
  }
}
