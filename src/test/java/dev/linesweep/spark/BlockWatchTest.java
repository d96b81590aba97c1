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
import dev.linesweep.store.Checkpoints;
import dev.linesweep.store.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a block whose training is stopped, and what becomes of it. */
class BlockWatchTest {
  private static final long[] IDS = {11};
  private static final int[] EPOCHS = {10, 100};
  private static final Samples SAMPLES =
      Samples.of(
          Synthetic.of(new DataSpec.Line(0.7, 0.3, 0, 1, 0.02)),
          new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13),
          Standardize.NONE);
  private static final BlockTraining BLOCK =
      new BlockTraining(
          new TrainingSpec(Loss.MAE, new Init.Zeros(), 13),
          List.of(
              new Trajectory(
                  OptimizerParameters.defaults(Optimizer.ADAM), 0.01, 0, 0, 0, Trajectory.NO_SEED)),
          EPOCHS);

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

  private BlockWatch watch(String arithmetic) throws IOException {
    return new BlockWatch(
        new Configuration(),
        journal(),
        arithmetic,
        IDS,
        EPOCHS,
        time -> new RunFacts("fused", "cpu", "here", 0, Instant.EPOCH, time),
        shares::add,
        () -> now);
  }

  private org.apache.hadoop.fs.Path journal() {
    return new org.apache.hadoop.fs.Path(folder.toUri().toString());
  }

  /** The clock moves on by so much each epoch. */
  private void trainUntilInterrupted(int epoch, Duration anEpoch) throws IOException {
    BlockWatch watch = watch("fused 1");
    var interrupting =
        new TrainingWatch() {
          @Override
          public Optional<TrainingState> start() {
            return watch.start();
          }

          @Override
          public void epochEnded(int ended, Supplier<TrainingState> state) {
            now += anEpoch.toNanos();
            if (ended == epoch) {
              Thread.currentThread().interrupt();
            }
            watch.epochEnded(ended, state);
          }
        };
    assertThatThrownBy(() -> new FusedEngine().train(BLOCK, SAMPLES, interrupting))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> !file.endsWith("format.json")).toList();
    }
  }

  @Test
  void aStoppedTrainingGoesOnWhereItWasAndLeavesNothing() throws IOException {
    Snapshots undisturbed = new FusedEngine().train(BLOCK, SAMPLES);
    trainUntilInterrupted(42, Duration.ofSeconds(1));
    shares.clear();

    BlockWatch watch = watch("fused 1");
    Snapshots resumed = new FusedEngine().train(BLOCK, SAMPLES, watch);

    assertThat(shares).startsWith(0.42, 0.43).endsWith(1.0).hasSize(59);
    Bits.assertSame(resumed, undisturbed, "resumed");
    assertThat(watch.trained()).isEqualTo(Duration.ofSeconds(42));
    assertThat(files()).hasSize(1);
    watch.remove();
    assertThat(files()).isEmpty();
  }

  @Test
  void aCheckpointIsWrittenEveryFifteenSecondsAndAtTheEndOfWhatWasWorthKeeping()
      throws IOException {
    trainUntilInterrupted(1, Duration.ofMillis(900));
    assertThat(files()).isEmpty();
    now = 0;
    trainUntilInterrupted(14, Duration.ofMillis(1100));
    assertThat(watch("fused 1").start().orElseThrow().epoch()).isEqualTo(14);
    trainUntilInterrupted(30, Duration.ofMillis(1000));
    assertThat(watch("fused 1").start().orElseThrow().epoch()).isEqualTo(30);
  }

  @Test
  void aLongEpochIsKeptWithinAndGoesOnThere() throws IOException {
    BlockTraining batches =
        new BlockTraining(
            BLOCK.training(),
            List.of(
                new Trajectory(
                    OptimizerParameters.defaults(Optimizer.ADAM),
                    0.01,
                    4,
                    0,
                    0,
                    Trajectory.NO_SEED)),
            EPOCHS);
    Snapshots undisturbed = new FusedEngine().train(batches, SAMPLES);
    BlockWatch first = watch("fused 1");
    var sixSecondsAStep =
        new TrainingWatch() {
          @Override
          public void within(int epoch, int steps, int of, Supplier<TrainingState> state) {
            now += Duration.ofSeconds(6).toNanos();
            if (epoch == 1 && steps == 8) {
              Thread.currentThread().interrupt();
            }
            first.within(epoch, steps, of, state);
          }
        };
    assertThatThrownBy(() -> new FusedEngine().train(batches, SAMPLES, sixSecondsAStep))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(shares).startsWith(0.001, 0.002).hasSize(8);

    BlockWatch second = watch("fused 1");
    assertThat(second.start().orElseThrow().steps()).isEqualTo(8);
    Bits.assertSame(new FusedEngine().train(batches, SAMPLES, second), undisturbed, "resumed");
    assertThat(second.trained()).isEqualTo(Duration.ofSeconds(48));
  }

  @Test
  void aCheckpointOfAnotherArithmeticIsRemoved() throws IOException {
    trainUntilInterrupted(42, Duration.ofSeconds(1));

    assertThat(watch("fused 2").start()).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void aTornCheckpointIsRemoved() throws IOException {
    trainUntilInterrupted(42, Duration.ofSeconds(1));
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 5, 12, 40, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertThat(watch("fused 1").start()).as("%s bytes", length).isEmpty();
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void aFolderThatWasRemovedIsNotMadeAgainAndEndsTheTraining() throws IOException {
    BlockWatch watch = watch("fused 1");
    Files.delete(folder.resolve("format.json"));
    var aSecondEach =
        new TrainingWatch() {
          @Override
          public Optional<TrainingState> start() {
            return watch.start();
          }

          @Override
          public void epochEnded(int ended, Supplier<TrainingState> state) {
            now += Duration.ofSeconds(1).toNanos();
            watch.epochEnded(ended, state);
          }
        };

    assertThatThrownBy(() -> new FusedEngine().train(BLOCK, SAMPLES, aSecondEach))
        .hasMessageContaining("the output folder was removed while the sweep ran");
    assertThat(now).isEqualTo(Duration.ofSeconds(15).toNanos());
    assertThat(files()).isEmpty();
  }

  @Test
  void theJournalDoesNotTakeACheckpointForABlock() throws IOException {
    trainUntilInterrupted(42, Duration.ofSeconds(1));
    Journal journal = Journal.open(new Configuration(), journal(), note -> {});

    assertThat(journal.fileCount()).isZero();
    assertThat(journal.nextRun()).isEqualTo(1);
    Checkpoints.removeAll(new Configuration(), journal());
    assertThat(files()).isEmpty();
  }
}
