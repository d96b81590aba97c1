package dev.linesweep.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.TrainingState;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.engine.cuda.InterpretedCard;
import dev.linesweep.fixture.Bits;
import dev.linesweep.fixture.Weighted;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine on a card: what it does when the card has no room or fails, and where it continues.
 */
class GpuEngineTest {
  private static final long MIB = 1L << 20;
  private static final int[] EPOCHS = {2, 5, 8};

  /** So little that every step is a round of its own. */
  private static final GpuLimits STEP_BY_STEP = new GpuLimits(1, 1e-9, 20_000_000, 4096, 1, 2, 64);

  /** As usual, for few columns. */
  private static final GpuLimits FEW = new GpuLimits(1L << 40, 1, 1L << 40, 4096, 1, 2, 1 << 20);

  private final Samples samples = Cases.samples(60, 3, 0.2);
  private final List<String> told = new ArrayList<>();

  private FusedEngine on(InterpretedCard card, GpuLimits limits) {
    return FusedEngine.on(card, new GpuSharing(2, 2), told::add, limits);
  }

  private static BlockTraining block(int batch) {
    List<Trajectory> columns = new ArrayList<>();
    columns.addAll(Cases.columns(Optimizer.SGD, 9, batch, true));
    columns.addAll(Cases.columns(Optimizer.AMSGRAD, 7, batch, false));
    columns.addAll(Cases.columns(Optimizer.ADAGRAD, 5, batch, true));
    columns.add(Cases.column(Optimizer.NESTEROVS, 1e30, batch, 0, 0, 3));
    return Cases.block(Loss.MAE, columns, EPOCHS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16})
  void trainsOnTheCardWithTheBitsOfTheCpu(int batch) {
    InterpretedCard card = new InterpretedCard(16 * MIB);
    FusedEngine engine = on(card, GpuLimits.USUAL);
    Bits.assertSame(
        engine.train(block(batch), samples),
        new FusedEngine().train(block(batch), samples),
        "on a card");
    assertThat(card.launches()).isPositive();
    assertThat(engine.device()).isEqualTo("gpu:0 Interpreted PTX");
    assertThat(told).isEmpty();
  }

  @Test
  void rowsWithWeightsTrainOnTheCpu() {
    Samples weighted = Weighted.random(new Random(3), samples);
    InterpretedCard card = new InterpretedCard(16 * MIB);
    FusedEngine engine = on(card, GpuLimits.USUAL);
    List<String> seen = new ArrayList<>();

    Bits.assertSame(
        engine.train(block(16), weighted, seeing(seen)),
        new FusedEngine().train(block(16), weighted),
        "weighted");

    assertThat(card.launches()).isZero();
    assertThat(seen).startsWith("cpu");
    assertThat(engine.columnsAtOnce(() -> block(16), weighted)).isEqualTo(1);
  }

  /** Free is what was there before, but for the samples, which stay for the next block. */
  @Test
  void givesBackTheMemoryOfATrainingAndKeepsItsSamples() {
    InterpretedCard card = new InterpretedCard(16 * MIB);
    FusedEngine engine = on(card, GpuLimits.USUAL);
    engine.train(block(0), samples);
    long kept = card.usedBytes();
    engine.train(block(0), samples);
    assertThat(card.usedBytes()).isEqualTo(kept);
    assertThat(kept).isBetween(60 * 5 * 4L, 60 * 5 * 4L + 9 * 256);

    Samples others = Cases.samples(60, 3, 0.3);
    engine.train(block(0), others);
    assertThat(card.usedBytes()).isEqualTo(kept);
  }

  /** Where training is, and each epoch that ends. */
  private static TrainingWatch seeing(List<String> seen) {
    return new TrainingWatch() {
      @Override
      public void startsOn(String engine, String device) {
        seen.add(device);
      }

      @Override
      public void epochEnded(int epoch, Supplier<TrainingState> state) {
        seen.add("epoch " + epoch);
      }
    };
  }

  @Test
  void trainsHalvesWhereTheCardHasTooLittleMemoryForAll() {
    InterpretedCard card = new InterpretedCard(14 * 1024);
    Snapshots halves = on(card, FEW).train(block(0), samples);
    Bits.assertSame(halves, new FusedEngine().train(block(0), samples), "in halves");
    assertThat(card.launches()).isGreaterThan(4);
    assertThat(told).isEmpty();
  }

  /** Room for nothing, and for the samples but for no column. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void trainsWholeBlocksOnTheCpuWithoutRoomAndIsWatched(int kib) {
    InterpretedCard card = new InterpretedCard(kib * 1024);
    FusedEngine engine = on(card, FEW);
    List<String> seen = new ArrayList<>();
    Snapshots trained = engine.train(block(0), samples, seeing(seen));
    Bits.assertSame(trained, new FusedEngine().train(block(0), samples), "on the CPU");
    assertThat(seen).hasSizeBetween(9, 10).endsWith("epoch 7", "epoch 8");
    assertThat(seen.get(seen.size() - 9)).isEqualTo("cpu");
    assertThat(card.launches()).isZero();
    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("gpu:0 Interpreted PTX has too little memory (")
        .endsWith("): training continues on the CPU, with the same results");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void trainsOnTheCpuOnceTheCardHasFailedAndSaysSoOnce(int launches) {
    InterpretedCard card = new InterpretedCard(16 * MIB).failingAfter(launches);
    FusedEngine engine = on(card, STEP_BY_STEP);
    Snapshots cpu = new FusedEngine().train(block(16), samples);
    Bits.assertSame(engine.train(block(16), samples), cpu, "after a failure");
    Bits.assertSame(engine.train(block(16), samples), cpu, "the next one");
    assertThat(engine.device()).isEqualTo("cpu");
    assertThat(told)
        .containsExactly(
            "gpu:0 Interpreted PTX failed (launch: made to fail): training continues on the CPU,"
                + " with the same results");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16})
  void continuesWhereTheOtherDeviceStood(int batch) {
    FusedEngine gpu = on(new InterpretedCard(16 * MIB), STEP_BY_STEP);
    FusedEngine cpu = new FusedEngine();
    Snapshots whole = cpu.train(block(batch), samples);
    for (int stop = 0; stop < 12; stop += 3) {
      TrainingState onGpu = stateAt(stop, gpu, batch);
      TrainingState onCpu = stateAt(stop, cpu, batch);
      assertThat(onGpu.floats()).isEqualTo(onCpu.floats());
      assertThat(onGpu.doubles()).isEqualTo(onCpu.doubles());
      Bits.assertSame(cpu.train(block(batch), samples, from(onGpu)), whole, "from GPU to CPU");
      Bits.assertSame(gpu.train(block(batch), samples, from(onCpu)), whole, "from CPU to GPU");
    }
  }

  private TrainingState stateAt(int look, FusedEngine engine, int batch) {
    List<TrainingState> states = new ArrayList<>();
    engine.train(
        block(batch),
        samples,
        new TrainingWatch() {
          private int looks;

          @Override
          public void epochEnded(int epoch, Supplier<TrainingState> state) {
            look(state);
          }

          @Override
          public void within(int epoch, int steps, int of, Supplier<TrainingState> state) {
            look(state);
          }

          private void look(Supplier<TrainingState> state) {
            if (looks++ == look % 8) {
              TrainingState now = state.get();
              states.add(
                  new TrainingState(
                      now.epoch(),
                      now.steps(),
                      now.recorded(),
                      now.floats().clone(),
                      now.doubles().clone()));
            }
          }
        });
    return states.get(0);
  }

  private static TrainingWatch from(TrainingState state) {
    return new TrainingWatch() {
      @Override
      public Optional<TrainingState> start() {
        return Optional.of(state);
      }
    };
  }

  @Test
  void takesAsManyColumnsAtOnceAsHaveRoom() {
    FusedEngine engine = on(new InterpretedCard(16 * MIB), GpuLimits.USUAL);
    int columns = engine.columnsAtOnce(() -> block(0), samples);
    int wider =
        on(new InterpretedCard(64 * MIB), GpuLimits.USUAL).columnsAtOnce(() -> block(0), samples);
    assertThat(columns).isBetween(10_000, 100_000);
    assertThat(wider).isBetween(4 * columns, 5 * columns);
    assertThat(new FusedEngine().columnsAtOnce(() -> block(0), samples)).isEqualTo(1);
  }
}
