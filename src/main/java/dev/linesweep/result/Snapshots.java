package dev.linesweep.result;

import dev.linesweep.model.PartMetrics;
import dev.linesweep.spec.MetricSpec.Part;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What training a block leaves: for each column and each recorded epoch the weights and the errors
 * of each part. The arrays are handed over, not copied.
 */
public final class Snapshots implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Numbers a part: loss, mae, mse. */
  public static final int PER_PART = 3;

  private final int columns;
  private final int features;
  private final boolean validation;
  private final int[] epochs;
  private final float[] weights;
  private final double[] metrics;
  private final int[] divergedEpochs;

  /**
   * @param validation whether there is a validation part
   * @param epochs the recorded epochs, increasing
   * @param weights column × epoch × (features + 1), row-major; the bias comes last
   * @param metrics column × epoch × part × (loss, mae, mse), row-major, in the label's own units;
   *     the parts are train, validation (if there is one), test; NaN once a column has diverged
   * @param divergedEpochs for each column the first epoch, from 1, after which a weight is not
   *     finite; 0 if all stay finite
   */
  public Snapshots(
      int columns,
      int features,
      boolean validation,
      int[] epochs,
      float[] weights,
      double[] metrics,
      int[] divergedEpochs) {
    this.columns = columns;
    this.features = features;
    this.validation = validation;
    this.epochs = epochs;
    this.weights = weights;
    this.metrics = metrics;
    this.divergedEpochs = divergedEpochs;
    long snapshots = (long) columns * epochs.length;
    require(weights.length == snapshots * (features + 1), "weights", weights.length);
    require(metrics.length == snapshots * parts() * PER_PART, "metrics", metrics.length);
    require(divergedEpochs.length == columns, "divergedEpochs", divergedEpochs.length);
  }

  /** Arrays of the right sizes, for an engine to fill. */
  public static Snapshots allocate(int columns, int features, boolean validation, int[] epochs) {
    int snapshots = Math.multiplyExact(columns, epochs.length);
    return new Snapshots(
        columns,
        features,
        validation,
        epochs.clone(),
        new float[Math.multiplyExact(snapshots, features + 1)],
        new double[Math.multiplyExact(snapshots, (validation ? 3 : 2) * PER_PART)],
        new int[columns]);
  }

  private static void require(boolean holds, String array, int length) {
    if (!holds) {
      throw new IllegalArgumentException(array + " has the wrong length " + length);
    }
  }

  public int columns() {
    return columns;
  }

  public int features() {
    return features;
  }

  public boolean hasValidation() {
    return validation;
  }

  public int[] epochs() {
    return epochs.clone();
  }

  public int epochCount() {
    return epochs.length;
  }

  /** The position of a recorded epoch; negative if it was not recorded. */
  public int indexOf(int epoch) {
    return Arrays.binarySearch(epochs, epoch);
  }

  /** Weights by feature, then the bias, in the units that training saw. */
  public float[] weights(int column, int epochIndex) {
    int from = weightsOffset(column, epochIndex);
    return Arrays.copyOfRange(weights, from, from + features + 1);
  }

  public void setWeights(int column, int epochIndex, float[] values) {
    System.arraycopy(values, 0, weights, weightsOffset(column, epochIndex), features + 1);
  }

  /** The errors of a part; {@link PartMetrics#NONE} for a validation part that there is not. */
  public PartMetrics metrics(int column, int epochIndex, Part part) {
    if (part == Part.VALIDATION && !validation) {
      return PartMetrics.NONE;
    }
    int at = metricsOffset(column, epochIndex, part);
    return new PartMetrics(metrics[at], metrics[at + 1], metrics[at + 2]);
  }

  /** The losses of all parts. */
  public Losses losses(int column, int epochIndex) {
    return new Losses(
        epochs[epochIndex],
        metrics(column, epochIndex, Part.TRAIN).loss(),
        metrics(column, epochIndex, Part.VALIDATION).loss(),
        metrics(column, epochIndex, Part.TEST).loss());
  }

  public void setMetrics(int column, int epochIndex, Part part, PartMetrics values) {
    int at = metricsOffset(column, epochIndex, part);
    metrics[at] = values.loss();
    metrics[at + 1] = values.mae();
    metrics[at + 2] = values.mse();
  }

  /** The first epoch after which a weight of the column is not finite; 0 for none. */
  public int divergedEpoch(int column) {
    return divergedEpochs[column];
  }

  /**
   * The first epoch, up to that of a snapshot, at which a weight or the snapshot's own errors are
   * not finite; 0 for none.
   */
  public int divergedEpoch(int column, int epochIndex) {
    int diverged = divergedEpochs[column];
    if (diverged > 0 && diverged <= epochs[epochIndex]) {
      return diverged;
    }
    return hasFiniteMetrics(column, epochIndex) ? 0 : epochs[epochIndex];
  }

  private boolean hasFiniteMetrics(int column, int epochIndex) {
    int each = parts() * PER_PART;
    int at = (column * epochs.length + epochIndex) * each;
    for (int i = at; i < at + each; i++) {
      if (!Double.isFinite(metrics[i])) {
        return false;
      }
    }
    return true;
  }

  public void setDivergedEpoch(int column, int epoch) {
    divergedEpochs[column] = epoch;
  }

  /** Only one column. */
  public Snapshots column(int column) {
    int count = epochs.length;
    int weightsEach = count * (features + 1);
    int metricsEach = count * parts() * PER_PART;
    return new Snapshots(
        1,
        features,
        validation,
        epochs,
        Arrays.copyOfRange(weights, column * weightsEach, (column + 1) * weightsEach),
        Arrays.copyOfRange(metrics, column * metricsEach, (column + 1) * metricsEach),
        new int[] {divergedEpochs[column]});
  }

  /** The array behind {@link #weights}: column × epoch × (features + 1). */
  public float[] rawWeights() {
    return weights;
  }

  /** The array behind {@link #metrics}: column × epoch × part × {@value #PER_PART}. */
  public double[] rawMetrics() {
    return metrics;
  }

  /** The array behind {@link #divergedEpoch}. */
  public int[] rawDivergedEpochs() {
    return divergedEpochs;
  }

  private int parts() {
    return validation ? 3 : 2;
  }

  private int weightsOffset(int column, int epochIndex) {
    return (column * epochs.length + epochIndex) * (features + 1);
  }

  private int metricsOffset(int column, int epochIndex, Part part) {
    int index =
        switch (part) {
          case TRAIN -> 0;
          case VALIDATION -> 1;
          case TEST -> parts() - 1;
        };
    return ((column * epochs.length + epochIndex) * parts() + index) * PER_PART;
  }
}
