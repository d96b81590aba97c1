package dev.linesweep.engine.dl4j;

import dev.linesweep.data.Samples;
import dev.linesweep.model.Evaluation;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.result.SnapshotRecorder;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec.Part;
import java.util.Arrays;

/** Follows a network epoch by epoch: notes where columns diverge, and records snapshots. */
final class NetworkRecorder {
  private final Samples samples;
  private final Loss loss;
  private final SnapshotRecorder snapshots;
  private int diverged;

  NetworkRecorder(Samples samples, Loss loss, int columns, int[] epochs) {
    this.samples = samples;
    this.loss = loss;
    this.snapshots =
        new SnapshotRecorder(
            columns, samples.shape().features(), samples.shape().hasValidation(), epochs);
  }

  /** Takes over what another training has recorded. */
  void restore(Snapshots recorded) {
    snapshots.restore(recorded);
    diverged = (int) Arrays.stream(recorded.divergedEpochs()).filter(epoch -> epoch > 0).count();
  }

  /** Call after every epoch, in order. */
  void after(int epoch, Network network) {
    network.read();
    for (int column = 0; column < network.columns(); column++) {
      if (snapshots.divergedEpoch(column) == 0 && !network.isFinite(column)) {
        snapshots.setDivergedEpoch(column, epoch);
        diverged++;
      }
    }
    int index = snapshots.indexOf(epoch);
    for (int column = 0; index >= 0 && column < network.columns(); column++) {
      if (snapshots.divergedEpoch(column) == 0) {
        record(column, index, network.weights(column));
      }
    }
  }

  private void record(int column, int index, float[] weights) {
    snapshots.setWeights(column, index, weights);
    for (Part part : snapshots.parts()) {
      PartMetrics metrics = Evaluation.of(weights, samples.part(part), loss, samples.labelScale());
      snapshots.setMetrics(column, index, part, metrics);
    }
  }

  boolean allDiverged() {
    return diverged == snapshots.columns();
  }

  /** A copy of what is recorded so far; NaN if a column had diverged. */
  Snapshots soFar() {
    return snapshots.soFar();
  }

  /** What was recorded; NaN if a column had diverged. */
  Snapshots finish() {
    return snapshots.finish();
  }
}
