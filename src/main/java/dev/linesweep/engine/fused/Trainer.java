package dev.linesweep.engine.fused;

import dev.linesweep.engine.Interrupted;
import dev.linesweep.engine.TrainingState;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.result.Snapshots;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Runs a training: epochs, their steps, the chunks of a step, the tiles of a chunk. */
final class Trainer {
  private final Training training;
  private final Kernels kernels;
  private final Signal signal;
  private final Columns columns;
  private final float[] scratch;
  private final float[] sums;
  private final Chunk chunk;

  private final TrainingWatch watch;
  private final boolean watched;

  private Trainer(Training training, Kernels kernels, TrainingWatch watch) {
    this.training = training;
    this.kernels = kernels;
    this.watch = watch;
    watched = watch.seesSteps();
    signal = Signal.of(training.loss());
    columns = new Columns(training, kernels);
    scratch = new float[Chunk.ROWS * kernels.width()];
    sums = new float[(training.features() + 1) * kernels.width()];
    chunk = new Chunk(training.train(), training.features());
  }

  static Snapshots train(Training training, Kernels kernels) {
    return train(training, kernels, TrainingWatch.NONE);
  }

  static Snapshots train(Training training, Kernels kernels, TrainingWatch watch) {
    return new Trainer(training, kernels, watch).run();
  }

  private Snapshots run() {
    int[] epochs = training.epochs();
    Recorder recorder = new Recorder(training, kernels);
    int start = watch.start().map(state -> begin(state, recorder)).orElse(0);
    for (int epoch = start + 1;
        epoch <= epochs[epochs.length - 1] && !columns.tiles().isEmpty();
        epoch++) {
      Interrupted.check();
      trainEpoch(epoch);
      columns.dropDiverged(epoch);
      recorder.after(epoch, columns.tiles());
      int now = epoch;
      watch.epochEnded(epoch, () -> state(now, recorder));
    }
    return recorder.finish(columns.diverged());
  }

  private int begin(TrainingState state, Recorder recorder) {
    recorder.restore(state.recorded());
    columns.restore(state.recorded().divergedEpochs(), state.floats());
    columns.corrections().restore(state.doubles());
    return state.epoch();
  }

  private TrainingState state(int epoch, Recorder recorder) {
    return new TrainingState(
        epoch, recorder.soFar(columns.diverged()), columns.save(), columns.corrections().save());
  }

  private void trainEpoch(int epoch) {
    int rows = training.train().rows();
    int step = training.rowsPerStep();
    int[] order = training.orderOf(epoch);
    for (int from = 0; from < rows; from += step) {
      trainStep(order, from, Math.min(rows, from + step));
      if (watched) {
        watch.stepped(columns::weights);
      }
    }
  }

  private void trainStep(int @Nullable [] order, int from, int to) {
    columns.corrections().advance();
    if (to - from <= Chunk.ROWS) {
      take(order, from, to);
      for (Tile tile : columns.tiles()) {
        kernels.gradient(chunk, signal, tile.weights, scratch, tile.gradient);
        finishStep(tile, to - from);
      }
      return;
    }
    for (Tile tile : columns.tiles()) {
      Arrays.fill(tile.gradient, 0f);
      Arrays.fill(tile.lost, 0f);
    }
    for (int at = from; at < to; at += Chunk.ROWS) {
      take(order, at, Math.min(to, at + Chunk.ROWS));
      for (Tile tile : columns.tiles()) {
        kernels.gradient(chunk, signal, tile.weights, scratch, sums);
        kernels.add(sums, tile.gradient, tile.lost);
      }
    }
    for (Tile tile : columns.tiles()) {
      for (int i = 0; i < tile.gradient.length; i++) {
        tile.gradient[i] += tile.lost[i];
      }
      finishStep(tile, to - from);
    }
  }

  private void finishStep(Tile tile, int rows) {
    kernels.mean(tile, signal.factor(), rows);
    if (columns.corrections().apply()) {
      columns.corrections().correct(tile);
    }
    kernels.step(training.optimizer(), tile);
  }

  private void take(int @Nullable [] order, int from, int to) {
    chunk.take(order, from, to);
    if (signal == Signal.RELATIVE_SIGN) {
      chunk.weighRelatively();
    }
  }
}
