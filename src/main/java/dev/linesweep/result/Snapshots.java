package dev.linesweep.result;

import dev.linesweep.model.PartMetrics;
import dev.linesweep.spec.MetricSpec.Part;
import java.io.Serializable;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The result of training a block: for each column and each recorded epoch the weights and the
 * errors of each part. It is immutable: the constructor takes over the arrays without a copy. A
 * {@link SnapshotRecorder} fills them.
 */
public final class Snapshots implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The numbers per part: loss, mae, mse. */
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

  /** Snapshots without an epoch. */
  public static Snapshots none(int columns, int features, boolean validation) {
    return new SnapshotRecorder(columns, features, validation, new int[0]).finish();
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

  /** The errors of a part; {@link PartMetrics#NONE} if there is no validation part. */
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

  /** The snapshots of one column. */
  public Snapshots column(int column) {
    return columns(column, column + 1);
  }

  /** The snapshots of some columns, the first included and the end excluded. */
  public Snapshots columns(int from, int to) {
    if (to - from == columns) {
      return this;
    }
    int weightsEach = epochs.length * (features + 1);
    int metricsEach = epochs.length * parts() * PER_PART;
    return new Snapshots(
        to - from,
        features,
        validation,
        epochs,
        Arrays.copyOfRange(weights, from * weightsEach, to * weightsEach),
        Arrays.copyOfRange(metrics, from * metricsEach, to * metricsEach),
        Arrays.copyOfRange(divergedEpochs, from, to));
  }

  /** Joins the columns of several, which have the same epochs, features and parts. */
  public static Snapshots of(List<Snapshots> all) {
    Snapshots first = all.get(0);
    int columns = 0;
    int weightsLength = 0;
    int metricsLength = 0;
    for (Snapshots each : all) {
      columns += each.columns;
      weightsLength = Math.addExact(weightsLength, each.weights.length);
      metricsLength = Math.addExact(metricsLength, each.metrics.length);
    }
    FloatBuffer weights = FloatBuffer.allocate(weightsLength);
    DoubleBuffer metrics = DoubleBuffer.allocate(metricsLength);
    IntBuffer diverged = IntBuffer.allocate(columns);
    for (Snapshots each : all) {
      weights.put(each.weights);
      metrics.put(each.metrics);
      diverged.put(each.divergedEpochs);
    }
    return new Snapshots(
        columns,
        first.features,
        first.validation,
        first.epochs,
        weights.array(),
        metrics.array(),
        diverged.array());
  }

  /** The snapshots of the epochs up to this one. */
  public Snapshots upTo(int epoch) {
    return at(Arrays.stream(epochs).filter(each -> each <= epoch).toArray());
  }

  /** The same at other epochs; NaN for epochs that were not recorded. */
  public Snapshots at(int[] others) {
    SnapshotRecorder kept = new SnapshotRecorder(columns, features, validation, others);
    for (int column = 0; column < columns; column++) {
      kept.setDivergedEpoch(column, divergedEpochs[column]);
      for (int to = 0; to < others.length; to++) {
        int from = indexOf(others[to]);
        if (from >= 0) {
          kept.setWeights(column, to, weights(column, from));
          for (Part part : kept.parts()) {
            kept.setMetrics(column, to, part, metrics(column, from, part));
          }
        }
      }
    }
    return kept.finish();
  }

  /** Copies a snapshot's {@link #weights} into an array. */
  void copyWeights(int column, int epochIndex, float[] to, int at) {
    System.arraycopy(weights, weightsOffset(column, epochIndex), to, at, features + 1);
  }

  /** Copies a snapshot's errors of all parts into an array. */
  void copyMetrics(int column, int epochIndex, double[] to, int at) {
    int from = metricsOffset(column, epochIndex, Part.TRAIN);
    System.arraycopy(metrics, from, to, at, parts() * PER_PART);
  }

  /** All {@link #weights}: column × epoch × (features + 1). Read-only. */
  public FloatBuffer allWeights() {
    return FloatBuffer.wrap(weights).asReadOnlyBuffer();
  }

  /** All {@link #metrics}: column × epoch × part × {@value #PER_PART}. Read-only. */
  public DoubleBuffer allMetrics() {
    return DoubleBuffer.wrap(metrics).asReadOnlyBuffer();
  }

  /** The {@link #divergedEpoch} of each column. */
  public int[] divergedEpochs() {
    return divergedEpochs.clone();
  }

  private int parts() {
    return parts(validation);
  }

  static int parts(boolean validation) {
    return validation ? 3 : 2;
  }

  private int weightsOffset(int column, int epochIndex) {
    return (column * epochs.length + epochIndex) * (features + 1);
  }

  private int metricsOffset(int column, int epochIndex, Part part) {
    return ((column * epochs.length + epochIndex) * parts() + index(part, validation)) * PER_PART;
  }

  static int index(Part part, boolean validation) {
    return switch (part) {
      case TRAIN -> 0;
      case VALIDATION -> 1;
      case TEST -> parts(validation) - 1;
    };
  }
}
