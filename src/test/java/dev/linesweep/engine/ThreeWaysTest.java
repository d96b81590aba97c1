package dev.linesweep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.check.Drift;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.dl4j.ReferenceFit;
import dev.linesweep.engine.dl4j.StepCheck;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.fixture.Grid;
import dev.linesweep.model.PartMetrics;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Plain DL4J, stacked columns and the fused engine train the same, up to law 1's gate. */
class ThreeWaysTest {
  private static final int[] EPOCHS = {1, 2, 5, 10, 20};

  /** Each case in this many of the long run stands in the default run. */
  private static final int SAMPLED = 6;

  private record Case(Optimizer optimizer, Loss loss, int batch, double l1, double l2, int seed) {}

  static List<Case> grid() {
    return Stream.of(Optimizer.values())
        .flatMap(
            optimizer ->
                Stream.of(Loss.MAE, Loss.MSE, Loss.MAPE)
                    .flatMap(
                        loss ->
                            IntStream.range(0, SAMPLED)
                                .mapToObj(variant -> variant(optimizer, loss, variant))))
        .toList();
  }

  /** Each pair of optimizer and loss once; full batches, mini-batches and penalties take turns. */
  static List<Case> sample() {
    return IntStream.range(0, grid().size() / SAMPLED)
        .mapToObj(pair -> grid().get(pair * SAMPLED + (pair + pair / SAMPLED) % SAMPLED))
        .toList();
  }

  private static Case variant(Optimizer optimizer, Loss loss, int variant) {
    int batch = variant % 2 == 0 ? Grid.FULL : 16;
    double l1 = variant / 2 == 1 ? 0.02 : 0;
    double l2 = variant / 2 == 2 ? 0.05 : 0;
    int seed = (optimizer.ordinal() * 3 + loss.ordinal()) * SAMPLED + variant;
    return new Case(optimizer, loss, batch, l1, l2, seed);
  }

  @ParameterizedTest
  @MethodSource("sample")
  void trainTheSame(Case each) {
    requireSame(each, 1);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("grid")
  void trainTheSameOverTheWholeGrid(Case each) {
    requireSame(each, 4);
  }

  @ParameterizedTest
  @EnumSource(names = {"MSLE", "POISSON"})
  void otherLossesAreLeftToDl4jByName(Loss loss) {
    Random random = new Random(1);
    Samples samples = Grid.samples(random);
    List<Trajectory> columns = Grid.columns(random, Optimizer.ADAM, loss, Grid.FULL, 0, 0, 3);
    assertThatThrownBy(() -> new FusedEngine().train(Grid.block(loss, columns, EPOCHS), samples))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContainingAll(loss.key(), "engine: dl4j");
  }

  private static void requireSame(Case each, int references) {
    Random random = new Random(each.seed());
    Samples samples = Grid.samples(random);
    int width = 2 + random.nextInt(40);
    List<Trajectory> columns =
        Grid.columns(
            random, each.optimizer(), each.loss(), each.batch(), each.l1(), each.l2(), width);
    BlockTraining block = Grid.block(each.loss(), columns, EPOCHS);
    for (int i = 0; i < references; i++) {
      int column = random.nextInt(width);
      ReferenceFit.Result plain =
          ReferenceFit.of(block.training(), columns.get(column), EPOCHS, samples);
      for (Engine engine : List.of(Dl4jEngine.create(), new FusedEngine())) {
        StepCheck.Result check = StepCheck.of(engine, block, column, samples);
        assertThat(check.verdict().holds())
            .as("%s, column %s of %s: %s", engine.name(), column, width, check.verdict())
            .isTrue();
        assertThat(check.verdict().judged()).hasSize(20);
        requireSameLosses(engine.name(), plain, samples, check.snapshots(), each.loss());
      }
    }
  }

  private static void requireSameLosses(
      String way, ReferenceFit.Result plain, Samples samples, Snapshots trained, Loss loss) {
    List<Drift> drift = plain.drift(samples, trained, 0);
    assertThat(drift).hasSize(EPOCHS.length);
    for (Drift at : drift) {
      for (Part part : Part.values()) {
        requireSameLoss(way, plain, samples, trained, loss, at, part);
      }
    }
  }

  /** Predictions that differ by no more than this cannot make losses differ by more. */
  private static void requireSameLoss(
      String way,
      ReferenceFit.Result plain,
      Samples samples,
      Snapshots trained,
      Loss loss,
      Drift at,
      Part part) {
    PartMetrics expected =
        plain.snapshots().metrics(0, plain.snapshots().indexOf(at.epoch()), part);
    PartMetrics actual = trained.metrics(0, trained.indexOf(at.epoch()), part);
    double difference = at.difference();
    double mse = 2 * difference * expected.mae() + difference * difference;
    double allowed =
        switch (loss) {
          case MSE -> mse;
          case MAPE -> 100 * difference / smallestLabel(samples.part(part));
          default -> difference;
        };
    String what = way + ", " + part + " part after epoch " + at.epoch();
    assertThat(Math.abs(actual.loss() - expected.loss()))
        .as(what)
        .isLessThanOrEqualTo(allowed + 1e-9 * expected.loss());
    assertThat(Math.abs(actual.mse() - expected.mse()))
        .as(what)
        .isLessThanOrEqualTo(mse + 1e-9 * expected.mse());
  }

  private static double smallestLabel(Samples.Part part) {
    return IntStream.range(0, part.rows()).mapToDouble(i -> Math.abs(part.y()[i])).min().orElse(1);
  }
}
