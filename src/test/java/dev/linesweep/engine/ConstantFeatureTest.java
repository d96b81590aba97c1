package dev.linesweep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.dl4j.ReferenceFit;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.fixture.Fits;
import dev.linesweep.fixture.Grid;
import dev.linesweep.model.Baselines;
import dev.linesweep.model.LinearModel;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Features that are constant in the training rows: exactly weight 0, whatever trains them. */
class ConstantFeatureTest {
  private static final SplitSpec LAST_FIFTH = new SplitSpec(0.2, 0.1, SplitSpec.By.ORDER, 13);
  private static final int ROWS = 40;

  /** Two features that matter, and with flags two more that change in the test rows alone. */
  private static Samples samples(boolean flags, Standardize standardize) {
    return Samples.of(matrix(flags), LAST_FIFTH, standardize);
  }

  private static Matrix matrix(boolean flags) {
    Random random = new Random(3);
    int features = flags ? 4 : 2;
    double[] x = new double[ROWS * features];
    double[] y = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      double a = random.nextDouble();
      double b = random.nextGaussian();
      x[row * features] = a;
      x[row * features + features - 1] = b;
      if (flags) {
        x[row * features + 1] = row < 32 ? 0 : 1;
        x[row * features + 2] = row < 32 ? 2.5 : -1;
      }
      y[row] = 3 * a - 2 * b + 1 + 0.1 * random.nextGaussian();
    }
    List<String> names = flags ? List.of("a", "zero", "const", "b") : List.of("a", "b");
    return new Matrix(x, y, names, "y");
  }

  private static List<Trajectory> columns(Optimizer optimizer) {
    return IntStream.range(0, 3)
        .mapToObj(i -> Grid.column(optimizer, 0.01 * (i + 1), Grid.FULL, 0, 0, i))
        .toList();
  }

  private static List<Trajectory> penalized(Optimizer optimizer) {
    return IntStream.range(0, 3)
        .mapToObj(i -> Grid.column(optimizer, 0.01, 8, 0.01 * i, 0.02, i))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Optimizer.class)
  void keepsWeightZeroToTheBit(Optimizer optimizer) {
    for (Standardize standardize : Standardize.values()) {
      Samples samples = samples(true, standardize);
      for (List<Trajectory> columns : List.of(columns(optimizer), penalized(optimizer))) {
        BlockTraining block = Grid.block(Loss.MAE, columns, 1, 30);
        requireZero(new FusedEngine().train(block, samples), samples);
        requireZero(Dl4jEngine.create().train(block, samples), samples);
        requireZero(
            ReferenceFit.of(block.training(), columns.get(1), new int[] {1, 30}, samples)
                .snapshots(),
            samples);
      }
    }
  }

  private static void requireZero(Snapshots trained, Samples samples) {
    for (int column = 0; column < trained.columns(); column++) {
      for (int epoch = 0; epoch < 2; epoch++) {
        float[] weights = trained.weights(column, epoch);
        assertThat(new float[] {weights[1], weights[2]}).containsExactly(0f, 0f);
        assertThat(weights[0]).isNotZero();
        double[] own = LinearModel.of(weights, samples).weights();
        assertThat(new double[] {own[1], own[2]}).containsExactly(0.0, 0.0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Standardize.class)
  void trainsAsIfTheFeatureWereNotThere(Standardize standardize) {
    TrainingSpec zeros = new TrainingSpec(Loss.MSE, new Init.Zeros(), 7);
    BlockTraining block = new BlockTraining(zeros, columns(Optimizer.SGD), new int[] {200});
    Snapshots with = new FusedEngine().train(block, samples(true, standardize));
    Snapshots without = new FusedEngine().train(block, samples(false, standardize));

    for (int column = 0; column < with.columns(); column++) {
      float[] more = with.weights(column, 0);
      float[] fewer = without.weights(column, 0);
      assertThat(new float[] {more[0], more[3], more[4]}).containsExactly(fewer);
      assertThat(with.metrics(column, 0, Part.TEST))
          .isEqualTo(without.metrics(column, 0, Part.TEST));
    }
  }

  @ParameterizedTest
  @EnumSource(Standardize.class)
  void closedFormsGiveItWeightZeroToo(Standardize standardize) {
    Samples samples = samples(true, standardize);
    for (Baselines.Baseline baseline : Fits.of(matrix(true), samples, Loss.MAE).all()) {
      assertThat(baseline.model().weights()[1]).isZero();
      assertThat(baseline.model().weights()[2]).isZero();
    }
    double[] expected =
        Fits.of(matrix(false), samples(false, standardize), Loss.MAE)
            .named(Baselines.OLS)
            .orElseThrow()
            .model()
            .weights();
    double[] actual =
        Fits.of(matrix(true), samples, Loss.MAE)
            .named(Baselines.OLS)
            .orElseThrow()
            .model()
            .weights();
    assertThat(actual[0]).isCloseTo(expected[0], within(1e-9));
    assertThat(actual[3]).isCloseTo(expected[1], within(1e-9));
    assertThat(Arrays.stream(actual).filter(weight -> weight == 0).count()).isEqualTo(2);
  }
}
