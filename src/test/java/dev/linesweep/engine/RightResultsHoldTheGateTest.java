package dev.linesweep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.BatchOrder;
import dev.linesweep.data.Matrix;
import dev.linesweep.data.RowWeights;
import dev.linesweep.data.Samples;
import dev.linesweep.engine.check.EquivalenceGate.Verdict;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.dl4j.StepCheck;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.fixture.Weighted;
import dev.linesweep.plan.OptimizerParameters;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever either engine trains is right, so the gate must hold: every optimizer, loss, scaling and
 * start, full batches and mini-batches, penalties, rates from small to absurd, on rows with a
 * constant feature, two that depend on each other, and one of two values.
 */
class RightResultsHoldTheGateTest {
  private static final int EPOCHS = 6;
  private static final long SHUFFLED_BY = 13;
  private static final double[] RATES = {0.0001, 0.01, 0.1, 1, 30};
  private static final List<Init> INITS = List.of(new Init.Xavier(), new Init.Zeros());

  static Stream<Arguments> cases() {
    return Stream.of(Loss.values())
        .flatMap(
            loss ->
                Stream.of(Standardize.values())
                    .filter(scaled -> scaled != Standardize.ALL || !needsUnits(loss))
                    .flatMap(
                        scaled ->
                            Stream.of(Optimizer.values())
                                .map(optimizer -> Arguments.of(loss, scaled, optimizer))));
  }

  private static boolean needsUnits(Loss loss) {
    return loss == Loss.MAPE || loss == Loss.MSLE || loss == Loss.POISSON;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inBothEngines(Loss loss, Standardize scaled, Optimizer optimizer) {
    requireHolds(loss, optimizer, samples(scaled));
  }

  static Stream<Arguments> pairs() {
    return Stream.of(Loss.values())
        .flatMap(loss -> Stream.of(Optimizer.values()).map(o -> Arguments.of(loss, o)));
  }

  /** A tenth of the rows weigh nothing, the others from a hundredth of the mean to ten times it. */
  @ParameterizedTest
  @MethodSource("pairs")
  void alsoWithRowWeights(Loss loss, Optimizer optimizer) {
    requireHolds(loss, optimizer, Weighted.random(new Random(11), samples(Standardize.FEATURES)));
  }

  /**
   * Slopes times tiny weights have few digits in floats, and a large feature multiplies what they
   * lose. The first mini-batch has no other rows: the heavy one is the last of the first epoch.
   */
  @ParameterizedTest
  @MethodSource("pairs")
  void alsoWithTinyAndHugeRowWeights(Loss loss, Optimizer optimizer) {
    Samples samples = samples(Standardize.NONE);
    int features = samples.shape().features();
    float[] x = samples.train().x().clone();
    for (int i = features - 1; i < x.length; i += features) {
      x[i] *= 1e4f;
    }
    float[] weights = new float[samples.train().rows()];
    Arrays.fill(weights, 1e-43f);
    weights[BatchOrder.permutation(SHUFFLED_BY, 1, weights.length)[weights.length - 1]] = 100;
    Samples.Part train = new Samples.Part(x, samples.train().y(), new RowWeights(weights));
    requireHolds(
        loss, optimizer, Weighted.with(samples, train, samples.validation(), samples.test()));
  }

  private static void requireHolds(Loss loss, Optimizer optimizer, Samples samples) {
    int pick = 0;
    for (Init init : INITS) {
      for (int batch : new int[] {ParameterSpec.FULL_BATCH, 64}) {
        List<Trajectory> columns = columns(optimizer, batch);
        BlockTraining block =
            new BlockTraining(
                new TrainingSpec(loss, init, SHUFFLED_BY), columns, new int[] {EPOCHS});
        for (Engine engine : engines(loss)) {
          int column = pick++ % columns.size();
          Verdict verdict = StepCheck.of(engine, block, column, samples).verdict();
          assertThat(verdict.holds())
              .as("%s, %s, %s: %s", engine.name(), init, columns.get(column), verdict)
              .isTrue();
        }
      }
    }
  }

  private static List<Engine> engines(Loss loss) {
    return loss == Loss.MSLE || loss == Loss.POISSON
        ? List.of(Dl4jEngine.create())
        : List.of(Dl4jEngine.create(), new FusedEngine());
  }

  /** Every rate, without penalties and with both. */
  private static List<Trajectory> columns(Optimizer optimizer, int batch) {
    List<Trajectory> columns = new ArrayList<>();
    for (double penalty : new double[] {0, 0.05}) {
      for (double rate : optimizer.hasLearningRate() ? RATES : new double[] {Double.NaN}) {
        columns.add(
            new Trajectory(
                OptimizerParameters.defaults(optimizer), rate, batch, penalty, penalty / 2, 42));
      }
    }
    return columns;
  }

  private static Samples samples(Standardize scaled) {
    Random random = new Random(7);
    int rows = 150;
    int features = 5;
    double[] x = new double[rows * features];
    double[] y = new double[rows];
    for (int row = 0; row < rows; row++) {
      double a = random.nextDouble();
      double[] values = {a, 4, 2 * a - 1, random.nextInt(2), 3 * random.nextGaussian()};
      System.arraycopy(values, 0, x, row * features, features);
      y[row] = 20 + 3 * a + values[3] + 0.5 * values[4] + 0.1 * random.nextGaussian();
    }
    return Samples.of(
        new Matrix(x, y, List.of("a", "constant", "twice", "either", "free"), "y"),
        new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13),
        scaled);
  }
}
