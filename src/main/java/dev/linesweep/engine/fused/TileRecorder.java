package dev.linesweep.engine.fused;

import dev.linesweep.data.Samples;
import dev.linesweep.result.SnapshotRecorder;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.MetricSpec.Part;
import java.util.List;

/** Records weights and errors during a training; NaN if a column has diverged. */
final class TileRecorder {
  private final Training training;
  private final Kernels kernels;
  private final ErrorSums errors;
  private final SnapshotRecorder snapshots;

  /** The row weights of each part together. */
  private final double[] rowWeights = new double[Part.values().length];

  private final double[] weights;
  private final double[] sums;

  TileRecorder(Training training, Kernels kernels) {
    this.training = training;
    this.kernels = kernels;
    errors = ErrorSums.of(training);
    snapshots = training.recorder();
    for (Part part : snapshots.parts()) {
      Samples.Part rows = training.samples().part(part);
      rowWeights[part.ordinal()] = rows.rowWeights().sum(rows.rows());
    }
    weights = new double[(training.features() + 1) * kernels.width()];
    sums = new double[ErrorSums.KINDS * kernels.width()];
  }

  /** Takes over what another training has recorded. */
  void restore(Snapshots recorded) {
    snapshots.restore(recorded);
  }

  /** Records all columns of the tiles, if the epoch is one to record. */
  void after(int epoch, List<Tile> tiles) {
    int index = snapshots.indexOf(epoch);
    if (index >= 0) {
      record(index, tiles);
    }
  }

  private void record(int index, List<Tile> tiles) {
    float[] column = new float[training.features() + 1];
    for (Tile tile : tiles) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = tile.weights[i];
      }
      for (int lane = 0; lane < tile.width; lane++) {
        if (tile.column[lane] >= 0) {
          tile.copyWeights(lane, column);
          snapshots.setWeights(tile.column[lane], index, column);
        }
      }
      for (Part part : snapshots.parts()) {
        measure(tile, index, part);
      }
    }
  }

  /** A copy of what is recorded so far. */
  Snapshots soFar(int[] diverged) {
    setDiverged(diverged);
    return snapshots.soFar();
  }

  Snapshots finish(int[] diverged) {
    setDiverged(diverged);
    return snapshots.finish();
  }

  private void setDiverged(int[] epochs) {
    for (int column = 0; column < epochs.length; column++) {
      snapshots.setDivergedEpoch(column, epochs[column]);
    }
  }

  private void measure(Tile tile, int index, Part part) {
    Samples.Part rows = training.samples().part(part);
    kernels.measure(rows, weights, errors.relative(), sums);
    double weight = rowWeights[part.ordinal()];
    int width = kernels.width();
    for (int lane = 0; lane < tile.width; lane++) {
      if (tile.column[lane] >= 0) {
        snapshots.setMetrics(
            tile.column[lane],
            index,
            part,
            errors.metrics(sums[lane], sums[width + lane], sums[2 * width + lane], weight));
      }
    }
  }
}
