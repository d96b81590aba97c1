package dev.linesweep.result;

import dev.linesweep.model.PartMetrics;
import dev.linesweep.spec.MetricSpec.Part;
import java.util.Arrays;
import java.util.List;

/**
 * Records the weights and errors of a block while it trains; NaN if nothing was recorded. It writes
 * directly into the arrays of the resulting {@link Snapshots}, so nothing is copied.
 */
public final class SnapshotRecorder {
  private final int columns;
  private final int features;
  private final boolean validation;
  private final int[] epochs;
  private float[] weights;
  private double[] metrics;
  private int[] divergedEpochs;

  /**
   * @param validation whether there is a validation part
   * @param epochs to record, increasing
   */
  public SnapshotRecorder(int columns, int features, boolean validation, int[] epochs) {
    this.columns = columns;
    this.features = features;
    this.validation = validation;
    this.epochs = epochs.clone();
    int snapshots = Math.multiplyExact(columns, epochs.length);
    weights = new float[Math.multiplyExact(snapshots, features + 1)];
    metrics = new double[Math.multiplyExact(snapshots, metricsEach())];
    divergedEpochs = new int[columns];
    Arrays.fill(weights, Float.NaN);
    Arrays.fill(metrics, Double.NaN);
  }

  /** Takes over the snapshots of another training of the same columns and epochs. */
  public void restore(Snapshots recorded) {
    recorded.allWeights().get(weights);
    recorded.allMetrics().get(metrics);
    divergedEpochs = recorded.divergedEpochs();
  }

  public int columns() {
    return columns;
  }

  /** The existing parts. */
  public List<Part> parts() {
    return validation ? List.of(Part.values()) : List.of(Part.TRAIN, Part.TEST);
  }

  /** The position of an epoch to record; negative if it is not one. */
  public int indexOf(int epoch) {
    return Arrays.binarySearch(epochs, epoch);
  }

  /**
   * @param values by feature, then the bias
   */
  public void setWeights(int column, int epochIndex, float[] values) {
    int at = (column * epochs.length + epochIndex) * (features + 1);
    System.arraycopy(values, 0, weights, at, features + 1);
  }

  public void setMetrics(int column, int epochIndex, Part part, PartMetrics values) {
    int at =
        (column * epochs.length + epochIndex) * metricsEach()
            + Snapshots.index(part, validation) * Snapshots.PER_PART;
    metrics[at] = values.loss();
    metrics[at + 1] = values.mae();
    metrics[at + 2] = values.mse();
  }

  /** The first epoch after which a weight of the column is not finite; 0 for none. */
  public int divergedEpoch(int column) {
    return divergedEpochs[column];
  }

  public void setDivergedEpoch(int column, int epoch) {
    divergedEpochs[column] = epoch;
  }

  /** A copy of the snapshots so far. */
  public Snapshots soFar() {
    return snapshots(weights.clone(), metrics.clone(), divergedEpochs.clone());
  }

  /** All snapshots; nothing can be recorded after that. */
  public Snapshots finish() {
    Snapshots all = snapshots(weights, metrics, divergedEpochs);
    weights = new float[0];
    metrics = new double[0];
    divergedEpochs = new int[0];
    return all;
  }

  private Snapshots snapshots(float[] someWeights, double[] someMetrics, int[] diverged) {
    return new Snapshots(columns, features, validation, epochs, someWeights, someMetrics, diverged);
  }

  private int metricsEach() {
    return Snapshots.parts(validation) * Snapshots.PER_PART;
  }
}
