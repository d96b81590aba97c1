package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.data.Samples;
import dev.linesweep.data.Synthetic;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.TrainingState;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.fixture.Bits;
import dev.linesweep.plan.OptimizerParameters;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.RunFacts;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.TrainingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks that are stopped while they train together continue alone. */
class GroupWatchTest {
  private static final int[] EPOCHS = {10, 60};
  private static final Samples SAMPLES =
      Samples.of(
          Synthetic.of(new DataSpec.Line(0.7, 0.3, 0, 1, 0.02)),
          new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13),
          Standardize.NONE);

  @TempDir Path folder;
  private final List<Double> shares = new ArrayList<>();
  private long now;

  @BeforeEach
  void theFolderIsOfASweep() throws IOException {
    Files.createFile(folder.resolve("format.json"));
  }

  @AfterEach
  void nobodyIsInterruptedByThis() {
    Thread.interrupted();
  }

  /** Blocks whose rules keep different numbers of states; a column diverges. */
  private static List<BlockTraining> blocks(int batch) {
    return List.of(
        block(batch, Optimizer.SGD, 0.1, 1e30),
        block(batch, Optimizer.AMSGRAD, 0.01, 0.02, 0.03),
        block(batch, Optimizer.ADAM, 0.05));
  }

  private static BlockTraining block(int batch, Optimizer optimizer, double... rates) {
    List<Trajectory> columns = new ArrayList<>();
    for (double rate : rates) {
      columns.add(
          new Trajectory(
              OptimizerParameters.defaults(optimizer), rate, batch, 0, 0, Trajectory.NO_SEED));
    }
    return new BlockTraining(new TrainingSpec(Loss.MAE, new Init.Zeros(), 13), columns, EPOCHS);
  }

  private static BlockTraining together(List<BlockTraining> blocks) {
    List<Trajectory> all = blocks.stream().flatMap(block -> block.columns().stream()).toList();
    return new BlockTraining(blocks.get(0).training(), all, EPOCHS);
  }

  private BlockWatch watch(int number, BlockTraining block) throws IOException {
    return new BlockWatch(
        new Configuration(),
        new org.apache.hadoop.fs.Path(folder.toUri().toString()),
        "fused 1",
        LongStream.range(0, block.columns().size()).map(column -> 10 * number + column).toArray(),
        EPOCHS,
        time -> new RunFacts("fused", "cpu", "here", 0, Instant.EPOCH, time),
        shares::add,
        () -> now);
  }

  private GroupWatch group(List<BlockTraining> blocks) throws IOException {
    GroupWatch group = new GroupWatch(() -> now);
    for (int id = 0; id < blocks.size(); id++) {
      group.add(watch(id, blocks.get(id)), blocks.get(id).columns().size());
    }
    return group;
  }

  /** Interrupts the thread at a look, each of which takes a second. */
  private final class Stopped implements TrainingWatch {
    private final TrainingWatch watch;
    private int looks;

    Stopped(TrainingWatch watch, int looks) {
      this.watch = watch;
      this.looks = looks;
    }

    private void look() {
      now += Duration.ofSeconds(1).toNanos();
      if (--looks == 0) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void epochEnded(int epoch, Supplier<TrainingState> state) {
      look();
      watch.epochEnded(epoch, state);
    }

    @Override
    public void within(int epoch, int steps, int of, Supplier<TrainingState> state) {
      look();
      watch.within(epoch, steps, of, state);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 42", "8, 23", "8, 20"})
  void eachBlockContinuesAloneWhereAllWereStopped(int batch, int looks) throws IOException {
    List<BlockTraining> blocks = blocks(batch);
    TrainingWatch stopped = new Stopped(group(blocks), looks);
    assertThatThrownBy(() -> new FusedEngine().train(together(blocks), SAMPLES, stopped))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();

    for (int id = 0; id < blocks.size(); id++) {
      Snapshots undisturbed = new FusedEngine().train(blocks.get(id), SAMPLES);
      BlockWatch own = watch(id, blocks.get(id));
      assertThat(own.epoch() + own.steps()).isPositive();
      assertThat(own.start().orElseThrow().recorded().columns())
          .isEqualTo(blocks.get(id).columns().size());
      Bits.assertSame(new FusedEngine().train(blocks.get(id), SAMPLES, own), undisturbed, "alone");
      own.remove();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 42", "8, 23"})
  void theyContinueTogetherTooIfTheyStandAtOneStep(int batch, int looks) throws IOException {
    List<BlockTraining> blocks = blocks(batch);
    TrainingWatch stopped = new Stopped(group(blocks), looks);
    assertThatThrownBy(() -> new FusedEngine().train(together(blocks), SAMPLES, stopped))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();

    GroupWatch again = group(blocks);
    assertThat(again.start().orElseThrow().epoch() + again.start().orElseThrow().steps())
        .isPositive();
    Bits.assertSame(
        new FusedEngine().train(together(blocks), SAMPLES, again),
        new FusedEngine().train(together(blocks), SAMPLES),
        "together");
  }

  @Test
  void theTimeOfAGroupIsSharedByColumns() throws IOException {
    List<BlockTraining> blocks = blocks(0);
    List<BlockWatch> watches = new ArrayList<>();
    GroupWatch group = new GroupWatch(() -> now);
    for (int id = 0; id < blocks.size(); id++) {
      watches.add(watch(id, blocks.get(id)));
      group.add(watches.get(id), blocks.get(id).columns().size());
    }
    now += Duration.ofSeconds(60).toNanos();
    assertThat(watches)
        .extracting(BlockWatch::trained)
        .containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(10));
  }

  @Test
  void everyBlockSaysHowFarItIs() throws IOException {
    List<BlockTraining> blocks = blocks(0);
    new FusedEngine().train(together(blocks), SAMPLES, group(blocks));
    assertThat(shares).hasSize(3 * 60).startsWith(1 / 60.0, 1 / 60.0, 1 / 60.0).endsWith(1.0, 1.0);
  }
}
