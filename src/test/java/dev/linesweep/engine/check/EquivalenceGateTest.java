package dev.linesweep.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.MutantEngine;
import dev.linesweep.engine.MutantEngine.Fault;
import dev.linesweep.engine.check.EquivalenceGate.Verdict;
import dev.linesweep.engine.dl4j.StepCheck;
import dev.linesweep.fixture.Grid;
import dev.linesweep.fixture.Weighted;
import dev.linesweep.plan.OptimizerParameters;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.TrainingSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The gate lets a right engine pass, catches each fault, and says when it can tell nothing. */
class EquivalenceGateTest {
  private static final double RATE = 0.02;
  private static final int BATCH = 16;
  private static final TrainingSpec MSE = new TrainingSpec(Loss.MSE, new Init.Zeros(), 13);

  private static final Set<Fault> OF_ROW_WEIGHTS =
      EnumSet.of(
          Fault.ROW_WEIGHTS_IGNORED,
          Fault.ROW_WEIGHTS_SQUARED,
          Fault.ROW_WEIGHTS_OF_ROWS_IN_THEIR_OWN_ORDER,
          Fault.BATCH_DIVIDED_BY_ITS_ROW_WEIGHTS);

  static Stream<Arguments> faults() {
    return Stream.of(Optimizer.values())
        .flatMap(
            optimizer ->
                Stream.of(Fault.values())
                    .filter(fault -> fault != Fault.NONE && !OF_ROW_WEIGHTS.contains(fault))
                    .filter(fault -> applies(fault, optimizer))
                    .map(fault -> Arguments.of(optimizer, fault)));
  }

  /** DL4J's adamax ignores its epsilon. */
  private static boolean applies(Fault fault, Optimizer optimizer) {
    boolean adam = optimizer.parameters().stream().anyMatch(s -> s.key().equals("beta2"));
    return switch (fault) {
      case NO_BIAS_CORRECTION, OTHER_SECOND_DECAY -> adam;
      case OTHER_EPSILON ->
          optimizer != Optimizer.ADAMAX
              && optimizer.parameters().stream().anyMatch(s -> s.key().equals("epsilon"));
      case OTHER_FIRST_DECAY -> optimizer != Optimizer.SGD && optimizer != Optimizer.ADAGRAD;
      case STATE_KEPT_FOR_AN_EPOCH_ONLY -> optimizer != Optimizer.SGD;
      default -> true;
    };
  }

  @ParameterizedTest
  @MethodSource("faults")
  void catchesAFault(Optimizer optimizer, Fault fault) {
    Verdict verdict = verdict(optimizer, fault, BATCH, samples());

    assertThat(verdict.holds()).as("%s", verdict).isFalse();
  }

  static Stream<Arguments> weightFaults() {
    return Stream.of(Optimizer.values())
        .flatMap(optimizer -> OF_ROW_WEIGHTS.stream().map(fault -> Arguments.of(optimizer, fault)));
  }

  @ParameterizedTest
  @MethodSource("weightFaults")
  void catchesAFaultOfRowWeights(Optimizer optimizer, Fault fault) {
    Verdict verdict = verdict(optimizer, fault, BATCH, weighted());

    assertThat(verdict.holds()).as("%s", verdict).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Optimizer.class)
  void letsTheSameEngineWithoutAFaultPass(Optimizer optimizer) {
    for (Samples samples : List.of(samples(), weighted())) {
      for (int batch : new int[] {Grid.FULL, BATCH}) {
        Verdict verdict = verdict(optimizer, Fault.NONE, batch, samples);

        assertThat(verdict.holds()).as("%s", verdict).isTrue();
        assertThat(verdict.judged()).hasSize(EquivalenceGate.LAST_GATED);
      }
    }
  }

  @Test
  void stepsThatRoundingSwallowsAreNotJudged() {
    Samples samples = samples();
    Trajectory still = Grid.column(Optimizer.SGD, 1e-12, Grid.FULL, 0, 0, 1);
    Init far = new Init.Given(List.of(0.3, 0.4), 0.5);
    BlockTraining block =
        new BlockTraining(new TrainingSpec(Loss.MSE, far, 13), List.of(still), new int[] {20});

    Verdict verdict = StepCheck.of(new MutantEngine(Fault.NONE), block, 0, samples).verdict();

    assertThat(verdict.holds()).isTrue();
    assertThat(verdict.compared()).isEqualTo(20);
    assertThat(verdict.judged()).isEmpty();
  }

  private static Verdict verdict(Optimizer optimizer, Fault fault, int batch, Samples samples) {
    Trajectory column =
        new Trajectory(
            OptimizerParameters.defaults(optimizer),
            optimizer.hasLearningRate() ? RATE : Double.NaN,
            batch,
            0,
            0.1,
            1);
    BlockTraining block = new BlockTraining(MSE, List.of(column), new int[] {20});
    return StepCheck.of(new MutantEngine(fault), block, 0, samples).verdict();
  }

  private static Samples weighted() {
    return Weighted.random(new Random(5), samples());
  }

  /** Labels near 0.02, so that gradients are small enough for an epsilon to show. */
  private static Samples samples() {
    Random random = new Random(3);
    double[] x = random.doubles(90, 0.5, 1.5).toArray();
    double[] y = new double[45];
    for (int row = 0; row < y.length; row++) {
      y[row] = 0.01 * (x[2 * row] + 0.5 * x[2 * row + 1] + 0.2 * random.nextDouble());
    }
    return Samples.of(
        new Matrix(x, y, List.of("a", "b"), "y"),
        new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13),
        Standardize.NONE);
  }
}
