package dev.linesweep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.fixture.Grid;
import dev.linesweep.model.LinearModel;
import dev.linesweep.plan.OptimizerParameters;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.spec.Optimizer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of either engine. */
class BothEnginesTest {
  private static final int[] SHARED = {1, 10, 100, 400};

  private static Engine engine(String name) {
    return name.equals("dl4j") ? Dl4jEngine.create() : new FusedEngine();
  }

  @ParameterizedTest
  @CsvSource({
    "SGD, 0.3, 200",
    "NESTEROVS, 0.03, 400",
    "ADAGRAD, 3, 400",
    "RMSPROP, 0.002, 1600",
    "ADADELTA, 0, 400",
    "ADAM, 0.1, 600",
    "ADAMAX, 0.1, 600",
    "NADAM, 0.1, 600",
    "AMSGRAD, 0.1, 600",
  })
  void everyOptimizerFindsTheWeightsThatTheRowsAreMadeWith(
      Optimizer optimizer, double rate, int epochs) {
    Samples samples = Grid.samples(new Random(5), 100, 2, 0, true);
    List<Trajectory> columns =
        Stream.of(1L, 2L)
            .map(seed -> new Trajectory(parameters(optimizer), rate, Grid.FULL, 0, 0, seed))
            .toList();
    for (String engine : List.of("fused", "dl4j")) {
      Snapshots trained = engine(engine).train(Grid.block(Loss.MSE, columns, epochs), samples);
      for (int column = 0; column < columns.size(); column++) {
        LinearModel model = LinearModel.of(trained.weights(column, 0), samples);
        assertThat(model.weights())
            .as(engine)
            .containsExactly(new double[] {Grid.weight(0), Grid.weight(1)}, within(2e-3));
        assertThat(model.bias()).as(engine).isCloseTo(1, within(4e-3));
      }
    }
  }

  /**
   * The defaults, but for adadelta: its epsilon decides how soon it gets going, and its rate tends
   * to 1, which under mse is the edge of what converges, so here it gets there and no further.
   */
  private static OptimizerParameters parameters(Optimizer optimizer) {
    return optimizer == Optimizer.ADADELTA
        ? new OptimizerParameters(optimizer, List.of(0.99, 1e-4))
        : OptimizerParameters.defaults(optimizer);
  }

  static Stream<Arguments> some() {
    return Stream.concat(
        Stream.of(Optimizer.values()).map(o -> Arguments.of("fused", o)),
        Stream.of(Arguments.of("dl4j", Optimizer.ADAM)));
  }

  static Stream<Arguments> all() {
    return Stream.of(Optimizer.values()).map(o -> Arguments.of("dl4j", o));
  }

  @ParameterizedTest
  @MethodSource("some")
  void trialsThatShareATrainingEqualTrialsTrainedAlone(String engine, Optimizer optimizer) {
    requireSharing(engine(engine), optimizer);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("all")
  void trialsThatShareATrainingEqualTrialsTrainedAloneForEveryRule(
      String engine, Optimizer optimizer) {
    requireSharing(engine(engine), optimizer);
  }

  private static void requireSharing(Engine engine, Optimizer optimizer) {
    for (int batch : new int[] {Grid.FULL, 40}) {
      Random random = new Random(batch);
      Samples samples = Grid.samples(random, 60, 3, 0.3, true);
      List<Trajectory> columns = Grid.columns(random, optimizer, Loss.MAE, batch, 0.01, 0.01, 5);
      Snapshots shared = engine.train(Grid.block(Loss.MAE, columns, SHARED), samples);
      for (int i = 0; i < SHARED.length; i++) {
        requireSameBits(engine.train(Grid.block(Loss.MAE, columns, SHARED[i]), samples), shared, i);
      }
    }
  }

  private static void requireSameBits(Snapshots alone, Snapshots shared, int at) {
    for (int column : IntStream.range(0, alone.columns()).toArray()) {
      assertThat(alone.weights(column, 0)).isEqualTo(shared.weights(column, at));
      for (Part part : Part.values()) {
        assertThat(alone.metrics(column, 0, part)).isEqualTo(shared.metrics(column, at, part));
      }
    }
  }
}
