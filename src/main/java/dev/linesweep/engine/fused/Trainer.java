package dev.linesweep.engine.fused;

import dev.linesweep.engine.Interrupted;
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

  private Trainer(Training training, Kernels kernels) {
    this.training = training;
    this.kernels = kernels;
    signal = Signal.of(training.loss());
    columns = new Columns(training, kernels);
    scratch = new float[Chunk.ROWS * kernels.width()];
    sums = new float[(training.features() + 1) * kernels.width()];
    chunk = new Chunk(training.train(), training.features());
  }

  static Snapshots train(Training training, Kernels kernels) {
    return new Trainer(training, kernels).run();
  }

  private Snapshots run() {
    Recorder recorder = new Recorder(training, kernels);
    int epoch = 0;
    for (int i = 0; i < training.epochs().length; i++) {
      while (epoch < training.epochs()[i] && !columns.tiles().isEmpty()) {
        Interrupted.check();
        trainEpoch(++epoch);
        columns.dropDiverged(epoch);
      }
      recorder.record(i, columns.tiles());
    }
    return recorder.snapshots(columns.diverged());
  }

  private void trainEpoch(int epoch) {
    int rows = training.train().rows();
    int step = training.rowsPerStep();
    int[] order = training.orderOf(epoch);
    for (int from = 0; from < rows; from += step) {
      trainStep(order, from, Math.min(rows, from + step));
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
