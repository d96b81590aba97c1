package dev.linesweep.engine.dl4j;

import dev.linesweep.data.Samples;
import dev.linesweep.model.Evaluation;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec.Part;
import java.util.Arrays;

/** Follows a network epoch by epoch: notes where columns diverge, and records snapshots. */
final class Recorder {
  private final Samples samples;
  private final Loss loss;
  private final Snapshots snapshots;
  private int diverged;

  Recorder(Samples samples, Loss loss, int columns, int[] epochs) {
    this.samples = samples;
    this.loss = loss;
    this.snapshots =
        Snapshots.allocate(
            columns, samples.shape().features(), samples.shape().hasValidation(), epochs);
    Arrays.fill(snapshots.rawWeights(), Float.NaN);
    Arrays.fill(snapshots.rawMetrics(), Double.NaN);
  }

  /** Takes over what another training has recorded. */
  void restore(Snapshots recorded) {
    System.arraycopy(
        recorded.rawWeights(), 0, snapshots.rawWeights(), 0, snapshots.rawWeights().length);
    System.arraycopy(
        recorded.rawMetrics(), 0, snapshots.rawMetrics(), 0, snapshots.rawMetrics().length);
    for (int column = 0; column < snapshots.columns(); column++) {
      snapshots.setDivergedEpoch(column, recorded.divergedEpoch(column));
      diverged += recorded.divergedEpoch(column) > 0 ? 1 : 0;
    }
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
    for (Part part : Part.values()) {
      if (part != Part.VALIDATION || snapshots.hasValidation()) {
        PartMetrics metrics =
            Evaluation.of(weights, samples.part(part), loss, samples.labelScale());
        snapshots.setMetrics(column, index, part, metrics);
      }
    }
  }

  boolean allDiverged() {
    return diverged == snapshots.columns();
  }

  /** What was recorded; NaN if a column had diverged. */
  Snapshots snapshots() {
    return snapshots;
  }
}
