package dev.linesweep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.dl4j.ReferenceFit;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.fixture.Bits;
import dev.linesweep.fixture.Grid;
import dev.linesweep.fixture.Weighted;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.TrainingSpec;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What row weights mean in either engine, next to rows that are there several times. */
class WeightedRowsTest {
  private static final int[] EPOCHS = {1, 5, 12};

  static Stream<Arguments> cases() {
    return Stream.of(Optimizer.values())
        .flatMap(
            optimizer ->
                Stream.of(Loss.values())
                    .flatMap(
                        loss ->
                            engines(loss).stream()
                                .map(engine -> Arguments.of(engine, optimizer, loss))));
  }

  private static List<String> engines(Loss loss) {
    return loss == Loss.MSLE || loss == Loss.POISSON
        ? List.of("plain", "dl4j")
        : List.of("plain", "dl4j", "fused");
  }

  /** A row of weight 0 is as if it were not there. */
  @ParameterizedTest
  @MethodSource("cases")
  void aRowOfWeightThreeIsThreeRows(String engine, Optimizer optimizer, Loss loss) {
    Random random = new Random(optimizer.ordinal());
    Samples samples = Grid.samples(random, 70, 3, 0.3, true);
    int[] train = Weighted.counts(random, samples.train().rows());
    int[] validation = Weighted.counts(random, samples.validation().rows());
    int[] test = Weighted.counts(random, samples.test().rows());

    Snapshots weighted =
        train(
            engine,
            optimizer,
            loss,
            Weighted.with(
                samples,
                Weighted.of(samples.train(), train),
                Weighted.of(samples.validation(), validation),
                Weighted.of(samples.test(), test)));

    Snapshots repeated =
        train(
            engine,
            optimizer,
            loss,
            Weighted.with(
                samples,
                Weighted.repeated(samples.train(), train),
                Weighted.repeated(samples.validation(), validation),
                Weighted.repeated(samples.test(), test)));
    requireClose(weighted, repeated);
  }

  private static void requireClose(Snapshots weighted, Snapshots repeated) {
    for (int column = 0; column < repeated.columns(); column++) {
      for (int at = 0; at < EPOCHS.length; at++) {
        assertThat(weighted.weights(column, at))
            .containsExactly(repeated.weights(column, at), within(2e-5f));
        for (Part part : Part.values()) {
          PartMetrics expected = repeated.metrics(column, at, part);
          PartMetrics actual = weighted.metrics(column, at, part);
          assertThat(actual.loss()).isCloseTo(expected.loss(), withinShare(expected.loss()));
          assertThat(actual.mae()).isCloseTo(expected.mae(), withinShare(expected.mae()));
          assertThat(actual.mse()).isCloseTo(expected.mse(), withinShare(expected.mse()));
        }
      }
    }
  }

  private static Offset<Double> withinShare(double expected) {
    return within(1e-4 * Math.abs(expected));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalWeightsGiveTheBitsOfNone(String engine, Optimizer optimizer, Loss loss) {
    Samples samples = Grid.samples(new Random(3), 60, 3, 0.3, true);

    Bits.assertSame(
        train(engine, optimizer, loss, Weighted.equally(2.5, samples)),
        train(engine, optimizer, loss, samples),
        engine);
  }

  private static Snapshots train(String engine, Optimizer optimizer, Loss loss, Samples samples) {
    TrainingSpec training = new TrainingSpec(loss, new Init.Given(List.of(0.4, 0.6, 0.9), 4.0), 13);
    List<Trajectory> columns =
        List.of(
            Grid.column(optimizer, 1e-3, Grid.FULL, 0, 0, 1),
            Grid.column(optimizer, 3e-4, Grid.FULL, 0.01, 0.02, 1));
    return switch (engine) {
      case "plain" -> ReferenceFit.of(training, columns.get(1), EPOCHS, samples).snapshots();
      case "dl4j" ->
          Dl4jEngine.create().train(new BlockTraining(training, columns, EPOCHS), samples);
      default -> new FusedEngine().train(new BlockTraining(training, columns, EPOCHS), samples);
    };
  }
}
