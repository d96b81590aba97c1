package dev.linesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.check.EquivalenceGate.Verdict;
import dev.linesweep.fixture.Bits;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.TrainingSpec;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A column of a block against plain DL4J fitted alone. */
class StackedColumnsTest {
  private static final int[] EPOCHS = {1, 5, 20};

  /** Three widths, three penalties, full batch and mini-batches. */
  private static final int VARIANTS = 18;

  @BeforeAll
  static void start() {
    Nd4jRuntime.start();
  }

  static Stream<Arguments> cases() {
    return Stream.of(Optimizer.values())
        .flatMap(o -> Stream.of(Loss.values()).map(l -> Arguments.of(o, l)));
  }

  /** Each pair of optimizer and loss in one of the variants; over all pairs every variant. */
  @ParameterizedTest
  @MethodSource("cases")
  void holdsTheGate(Optimizer optimizer, Loss loss) {
    int pair = optimizer.ordinal() * Loss.values().length + loss.ordinal();
    for (int variant = pair % VARIANTS; variant < VARIANTS; variant += VARIANTS) {
      requireGate(optimizer, loss, variant);
    }
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("cases")
  void holdsTheGateAtEveryWidthBatchAndPenalty(Optimizer optimizer, Loss loss) {
    for (int variant = 0; variant < VARIANTS; variant++) {
      requireGate(optimizer, loss, variant);
    }
  }

  private static void requireGate(Optimizer optimizer, Loss loss, int variant) {
    int width = new int[] {2, 5, 17}[variant / 6];
    int batch = variant % 2 == 0 ? ParameterSpec.FULL_BATCH : 7;
    int penalty = variant / 2 % 3;
    requireGate(optimizer, loss, width, batch, penalty, variant + 1);
  }

  private static void requireGate(
      Optimizer optimizer, Loss loss, int width, int batch, int penalty, int seed) {
    int features = 1 + seed % 4;
    Samples samples = Blocks.positive(seed, 40, features);
    TrainingSpec training = Blocks.training(loss, features);
    double rate = loss == Loss.MAPE ? 1e-4 : 0.01;
    List<Trajectory> columns =
        IntStream.range(0, width)
            .mapToObj(
                i ->
                    Blocks.trajectory(
                        optimizer,
                        rate * (1 + i) / width,
                        batch,
                        penalty == 1 ? 0.003 * i : 0,
                        penalty == 2 ? 0.01 * (i + 1) : 0))
            .toList();
    int column = seed % width;
    Verdict verdict =
        StepCheck.of(Dl4jEngine.create(), Blocks.block(training, columns, EPOCHS), column, samples)
            .verdict();
    assertThat(verdict.holds())
        .as("width %s, batch %s, penalty %s: %s", width, batch, penalty, verdict)
        .isTrue();
    assertThat(verdict.judged()).hasSize(EPOCHS[EPOCHS.length - 1]);
  }

  @Test
  void aColumnThatDivergesLeavesItsNeighboursAlone() {
    Samples samples = Blocks.positive(3, 40, 2);
    TrainingSpec training = Blocks.training(Loss.MSE, 2);
    List<Trajectory> calm =
        List.of(
            Blocks.trajectory(Optimizer.SGD, 0.01),
            Blocks.trajectory(Optimizer.SGD, 0.02),
            Blocks.trajectory(Optimizer.SGD, 0.03));
    List<Trajectory> wild =
        List.of(calm.get(0), Blocks.trajectory(Optimizer.SGD, 1e12), calm.get(2));
    Snapshots expected = Dl4jEngine.create().train(Blocks.block(training, calm, 2, 40), samples);
    Snapshots block = Dl4jEngine.create().train(Blocks.block(training, wild, 2, 40), samples);
    assertThat(block.divergedEpoch(1)).isBetween(1, 10);
    assertThat(block.weights(1, 1)).containsOnly(Float.NaN);
    for (int column : new int[] {0, 2}) {
      assertThat(block.divergedEpoch(column)).isZero();
      assertThat(block.weights(column, 1)).containsExactly(expected.weights(column, 1));
    }
  }

  @Test
  void aBlockThatHasAllDivergedStopsEarly() {
    Samples samples = Blocks.positive(3, 40, 2);
    List<Trajectory> wild =
        List.of(Blocks.trajectory(Optimizer.SGD, 1e12), Blocks.trajectory(Optimizer.SGD, 1e13));
    Snapshots block =
        Dl4jEngine.create()
            .train(Blocks.block(Blocks.training(Loss.MSE, 2), wild, 1_000_000_000), samples);
    assertThat(block.divergedEpoch(0)).isPositive();
    assertThat(block.divergedEpoch(1)).isPositive();
    assertThat(Bits.metrics(block)).containsOnly(Double.NaN);
  }

  @Test
  void theSameBlockGivesTheSameBitsAlsoBesideOthers() throws Exception {
    Samples samples = Blocks.line();
    TrainingSpec training = new TrainingSpec(Loss.MAE, new Init.Xavier(), 13);
    List<Trajectory> columns =
        IntStream.range(0, 17)
            .mapToObj(i -> Blocks.trajectory(Optimizer.ADAM, 0.001 * (i + 1), 16, 0.001 * i, 0))
            .toList();
    Callable<Snapshots> train =
        () -> Dl4jEngine.create().train(Blocks.block(training, columns, 5, 60), samples);
    Snapshots alone = train.call();
    var threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Snapshots> beside : threads.invokeAll(List.of(train, train, train, train))) {
        Bits.assertSame(beside.get(), alone, "beside others");
      }
    } finally {
      threads.shutdown();
    }
  }
}
