package dev.linesweep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.InitialWeights;
import dev.linesweep.data.Samples;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.dl4j.StepCheck;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.fixture.Bits;
import dev.linesweep.fixture.Grid;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.TrainingSpec;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Learning rates that are multiplied by a factor of the epoch. */
class RateFactorTest {
  private static final RateFactor FALLING = epoch -> 1f / epoch;
  private static final int[] EPOCHS = {1, 2, 6};

  @Test
  void aFusedStepTakesTheFactorOfItsEpochAsAPlainLoopDoes() {
    Samples samples = Grid.samples(new Random(3), 60, 1, 0.3, true);
    List<Trajectory> columns =
        Grid.columns(new Random(4), Optimizer.SGD, Loss.MSE, Grid.FULL, 0, 0, 21);
    Snapshots trained = new FusedEngine().train(block(Loss.MSE, columns, FALLING), samples);
    for (int column = 0; column < columns.size(); column++) {
      float[] weights = InitialWeights.of(new Init.Xavier(), columns.get(column).seed(), samples);
      for (int epoch = 1, at = 0; epoch <= EPOCHS[2]; epoch++) {
        float rate = (float) columns.get(column).learningRate() * (1f / epoch);
        descend(weights, samples.train(), rate);
        if (epoch == EPOCHS[at]) {
          assertThat(trained.weights(column, at++)).as("epoch %d", epoch).isEqualTo(weights);
        }
      }
    }
  }

  private static void descend(float[] weights, Samples.Part rows, float rate) {
    float slope = 0;
    float level = 0;
    for (int row = 0; row < rows.rows(); row++) {
      float residual = Math.fma(rows.x()[row], weights[0], weights[1]) - rows.y()[row];
      slope = Math.fma(rows.x()[row], residual, slope);
      level += residual;
    }
    weights[0] -= rate * (2 * slope / rows.rows());
    weights[1] -= rate * (2 * level / rows.rows());
  }

  @ParameterizedTest
  @EnumSource(Optimizer.class)
  void twiceTheFactorIsTwiceTheRate(Optimizer optimizer) {
    Samples samples = Grid.samples(new Random(5), 60, 3, 0.3, true);
    for (Engine engine : List.of(new FusedEngine(), Dl4jEngine.create())) {
      for (int width : new int[] {1, 3}) {
        List<Trajectory> columns =
            Grid.columns(new Random(6), optimizer, Loss.MAE, 16, 0.01, 0.01, width);
        List<Trajectory> faster = columns.stream().map(RateFactorTest::twiceAsFast).toList();
        Bits.assertSame(
            engine.train(block(Loss.MAE, columns, epoch -> 2f), samples),
            engine.train(block(Loss.MAE, faster, RateFactor.ONE), samples),
            "%s, %d columns".formatted(engine.name(), width));
      }
    }
  }

  private static Trajectory twiceAsFast(Trajectory t) {
    return new Trajectory(
        t.parameters(), 2 * t.learningRate(), t.batchSize(), t.l1(), t.l2(), t.seed());
  }

  @ParameterizedTest
  @EnumSource(Optimizer.class)
  void stepsAtAFactorAreThoseOfPlainDl4j(Optimizer optimizer) {
    Samples samples = Grid.samples(new Random(7), 60, 3, 0.3, true);
    for (Engine engine : List.of(new FusedEngine(), Dl4jEngine.create())) {
      List<Trajectory> columns =
          Grid.columns(new Random(8), optimizer, Loss.MSE, 16, 0.01, 0.01, 3);
      BlockTraining block = block(Loss.MSE, columns, FALLING);
      assertThat(StepCheck.of(engine, block, 1, samples).verdict().holds())
          .as(engine.name())
          .isTrue();
    }
  }

  @Test
  void anEngineThatForgetsTheFactorIsFound() {
    Samples samples = Grid.samples(new Random(7), 60, 3, 0.3, true);
    Engine forgets = new Forgetful();
    Stream.of(Optimizer.values())
        .filter(Optimizer::hasLearningRate)
        .forEach(
            optimizer -> {
              List<Trajectory> columns =
                  Grid.columns(new Random(8), optimizer, Loss.MSE, 16, 0, 0, 3);
              BlockTraining block = block(Loss.MSE, columns, FALLING);
              assertThat(StepCheck.of(forgets, block, 1, samples).verdict().holds()).isFalse();
            });
  }

  private static final class Forgetful implements Engine {
    private final Engine engine = new FusedEngine();

    @Override
    public String name() {
      return engine.name();
    }

    @Override
    public String device() {
      return engine.device();
    }

    @Override
    public Snapshots train(BlockTraining block, Samples samples, TrainingWatch watch) {
      return engine.train(
          new BlockTraining(block.training(), block.columns(), block.epochs()), samples, watch);
    }
  }

  private static BlockTraining block(Loss loss, List<Trajectory> columns, RateFactor factor) {
    return new BlockTraining(new TrainingSpec(loss, new Init.Xavier(), 7), columns, EPOCHS, factor);
  }
}
