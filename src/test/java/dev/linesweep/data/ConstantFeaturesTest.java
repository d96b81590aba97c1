package dev.linesweep.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.SplitSpec.By;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConstantFeaturesTest {
  private static final SplitSpec LAST_FIFTH = new SplitSpec(0.2, 0.2, By.ORDER, 13);

  /** Ten rows: "a" varies, "b" is what the rows say. */
  private static Samples samples(Standardize standardize, double... b) {
    return Samples.of(matrix(b), LAST_FIFTH, standardize);
  }

  private static Matrix matrix(double... b) {
    double[] x = new double[20];
    double[] y = new double[10];
    for (int i = 0; i < 10; i++) {
      x[2 * i] = i;
      x[2 * i + 1] = b[i];
      y[i] = 3 * i + 1;
    }
    return new Matrix(x, y, List.of("a", "b"), "y");
  }

  private static float[] second(Samples.Part part) {
    float[] column = new float[part.rows()];
    IntStream.range(0, column.length).forEach(i -> column[i] = part.x()[2 * i + 1]);
    return column;
  }

  @ParameterizedTest
  @EnumSource(Standardize.class)
  void isZeroInEveryPartWhateverItsValueThere(Standardize standardize) {
    Samples samples = samples(standardize, 7, 7, 7, 7, 7, 7, 8, 7, 1e300, 9);

    assertThat(samples.scaling().constant()).containsExactly(false, true);
    assertThat(second(samples.train())).containsOnly(0);
    assertThat(second(samples.validation())).containsOnly(0);
    assertThat(second(samples.test())).containsOnly(0);
    assertThat(samples.train().x()[2]).isNotZero();
  }

  @Test
  void numbersThatAreOneFloatAreConstantUnlessTheyAreScaled() {
    double[] b = IntStream.range(0, 10).mapToDouble(i -> 1e9 + i).toArray();

    assertThat(samples(Standardize.NONE, b).scaling().constant()[1]).isTrue();
    assertThat(samples(Standardize.ALL, b).scaling().constant()[1]).isFalse();
  }

  @Test
  void numbersBeyondFloatsAreNotTakenForOneAnother() {
    assertThatThrownBy(
            () -> samples(Standardize.NONE, 1e300, 2e300, 3e300, 4e300, 5e300, 6e300, 0, 0, 0, 0))
        .hasMessageStartingWith("data: column \"b\" in row 1 (the first row is 1) is too large");
  }

  @Test
  void initialWeightsOfTheOthersAreWhatTheyWouldBe() {
    Samples varies = samples(Standardize.ALL, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    Samples constant = samples(Standardize.ALL, 5, 5, 5, 5, 5, 5, 7, 8, 9, 10);
    float[] drawn = InitialWeights.of(new Init.Xavier(), 42, varies);

    assertThat(drawn).isEqualTo(InitialWeights.of(new Init.Xavier(), 42, 2));
    assertThat(InitialWeights.of(new Init.Xavier(), 42, constant)).containsExactly(drawn[0], 0, 0);
  }

  @Test
  void aGivenWeightIsRefusedUnlessItIsZero() {
    Samples samples = samples(Standardize.ALL, 5, 5, 5, 5, 5, 5, 7, 8, 9, 10);

    assertThatThrownBy(
            () -> InitialWeights.requireSuitable(new Init.Given(List.of(0.5, 0.25), 1), samples))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "training.init.weights[1] is 0.25, but the feature \"b\" never changes in the training"
                + " rows, so its weight is 0. Write 0 there, or leave the feature out.");
    assertThatCode(
            () -> InitialWeights.requireSuitable(new Init.Given(List.of(0.5, 0.0), 1), samples))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> InitialWeights.requireSuitable(new Init.Given(List.of(0.5), 1), samples))
        .hasMessageContaining("one number for each of the 2 features but has 1");
  }

  private static List<String> notes(double... b) {
    return ConstantFeatures.of(matrix(b), samples(Standardize.ALL, b)).notes();
  }

  @Test
  void aNoteNamesTheFeatureItsValueAndTheRowsThatDiffer() {
    assertThat(notes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        .containsExactly(
            "feature \"b\" (0) never changes in the 6 training rows, so its weight is 0");
    assertThat(notes(0, 0, 0, 0, 0, 0, 1, 0, 1, 2))
        .containsExactly(
            "feature \"b\" (0) never changes in the 6 training rows, so its weight is 0. It differs"
                + " in 1 validation and 2 test rows, which the model does not see");
    assertThat(notes(0, 0, 0, 1, 0, 0, 1, 0, 1, 2)).isEmpty();
  }

  @Test
  void manyFeaturesAreOneNote() {
    double[] x = new double[70];
    double[] y = IntStream.range(0, 10).asDoubleStream().toArray();
    x[65] = 4;
    Matrix matrix = new Matrix(x, y, List.of("a", "b", "c", "d", "e", "f", "g"), "y");

    assertThat(ConstantFeatures.of(matrix, Samples.of(matrix, LAST_FIFTH, Standardize.ALL)).notes())
        .containsExactly(
            "7 features never change in the 6 training rows, so their weights are 0: \"a\" (0),"
                + " \"b\" (0), \"c\" (0), \"d\" (0), \"e\" (0) and 2 more. 1 of them changes"
                + " elsewhere, which the model does not see");
  }
}
