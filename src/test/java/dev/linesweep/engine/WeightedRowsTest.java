package dev.linesweep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.check.EquivalenceGate.Verdict;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.dl4j.ReferenceFit;
import dev.linesweep.engine.dl4j.StepCheck;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.fixture.Bits;
import dev.linesweep.fixture.Grid;
import dev.linesweep.fixture.Weighted;
import dev.linesweep.model.PartMetrics;
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
  private static final float[] PREDICTED_AS_MINUS_5 = {-22.5f, 0, 0};

  /** In floats 1 / 1e-40 is infinite. */
  private static final float NEXT_TO_0 = 1e-40f;

  private static final float[] TOO_LARGE = {3e38f, 3e38f, 3e38f};

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

  /**
   * Msle and poisson are not defined for a prediction of -5; for the other losses there are
   * predictions and shares of a label that overflow.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void theNumbersOfARowOfWeight0ChangeNoBit(String engine, Optimizer optimizer, Loss loss) {
    float[] bad = loss == Loss.MSLE || loss == Loss.POISSON ? PREDICTED_AS_MINUS_5 : TOO_LARGE;
    Samples samples = Grid.samples(new Random(3), 60, 3, 0.3, true);
    Samples harmless = withRowsOfWeight0(samples, 1, 1, 1, 1);
    Samples harmful = withRowsOfWeight0(samples, NEXT_TO_0, bad);

    for (int batch : new int[] {Grid.FULL, 16}) {
      Snapshots trained = train(engine, optimizer, loss, harmful, batch);
      Bits.assertSame(trained, train(engine, optimizer, loss, harmless, batch), engine);
      for (Part part : Part.values()) {
        assertThat(trained.metrics(0, 0, part).loss()).isFinite();
      }
      if (!engine.equals("plain")) {
        Verdict verdict =
            StepCheck.of(engine(engine), block(optimizer, loss, batch), 1, harmful).verdict();
        assertThat(verdict.holds()).as("%s", verdict).isTrue();
        assertThat(verdict.judged()).isNotEmpty();
      }
    }
  }

  /** Every fourth row of each part gets weight 0, this label and these features. */
  private static Samples withRowsOfWeight0(Samples samples, float label, float... features) {
    return Weighted.with(
        samples,
        withRowsOfWeight0(samples.train(), label, features),
        withRowsOfWeight0(samples.validation(), label, features),
        withRowsOfWeight0(samples.test(), label, features));
  }

  private static Samples.Part withRowsOfWeight0(Samples.Part part, float label, float... features) {
    float[] x = part.x().clone();
    float[] y = part.y().clone();
    double[] weights = new double[part.rows()];
    for (int row = 0; row < weights.length; row++) {
      weights[row] = row % 4;
      if (weights[row] == 0) {
        System.arraycopy(features, 0, x, row * features.length, features.length);
        y[row] = label;
      }
    }
    return Weighted.of(new Samples.Part(x, y), weights);
  }

  private static Snapshots train(String engine, Optimizer optimizer, Loss loss, Samples samples) {
    return train(engine, optimizer, loss, samples, Grid.FULL);
  }

  private static Snapshots train(
      String engine, Optimizer optimizer, Loss loss, Samples samples, int batch) {
    BlockTraining block = block(optimizer, loss, batch);
    return engine.equals("plain")
        ? ReferenceFit.of(block.training(), block.columns().get(1), EPOCHS, samples).snapshots()
        : engine(engine).train(block, samples);
  }

  private static Engine engine(String engine) {
    return engine.equals("dl4j") ? Dl4jEngine.create() : new FusedEngine();
  }

  private static BlockTraining block(Optimizer optimizer, Loss loss, int batch) {
    return new BlockTraining(
        new TrainingSpec(loss, new Init.Given(List.of(0.4, 0.6, 0.9), 4.0), 13),
        List.of(
            Grid.column(optimizer, 1e-3, batch, 0, 0, 1),
            Grid.column(optimizer, 3e-4, batch, 0.01, 0.02, 1)),
        EPOCHS);
  }
}
