package dev.linesweep.engine.fused;

import dev.linesweep.data.RowWeights;
import dev.linesweep.data.Samples;
import org.jspecify.annotations.Nullable;

/**
 * Up to {@link #ROWS} training rows, in place.
 *
 * <p>Sums over rows run through one chunk in 32 bits; chunks are added up with the rounding error
 * carried along. The size is thus part of the arithmetic.
 */
final class Chunk {
  static final int ROWS = 256;

  /** Rows that a kernel takes together; offsets are filled up to a multiple of it. */
  static final int PANEL = 4;

  final int features;

  /** Row-major, rows × features: all rows of the part. */
  final float[] x;

  /** Where in {@link #x} each row starts. */
  final int[] start = new int[ROWS];

  /** The feature of each row, if there is only one. */
  final float[] only = new float[ROWS];

  /** The labels; a zero is negative here, so that no prediction minus its label is. */
  final float[] labels = new float[ROWS];

  /**
   * What each row's signal is multiplied by, as {@link #scale} last set it. A signal is 0 if this
   * is, even if the residual is not finite.
   */
  final float[] factors = new float[ROWS];

  /** Whether rows have weights, so that signals of any kind have factors. */
  final boolean weighted;

  /** No sum of products overflows with weights up to this one. */
  final float safeWeight;

  int rows;
  private final float[] y;
  private final RowWeights rowWeights;
  private final float[] weights = new float[ROWS];
  private int from = -1;

  Chunk(Samples.Part part, int features) {
    this.features = features;
    x = part.x();
    y = part.y();
    rowWeights = part.rowWeights();
    weighted = !rowWeights.isNone();
    double largest = 1;
    for (float value : x) {
      largest = Math.max(largest, Math.abs(value));
    }
    safeWeight = (float) (Float.MAX_VALUE / 4 / largest / (features + 1));
  }

  /** Takes rows {@code from} to {@code to} of the order, or of the part itself without one. */
  void take(int @Nullable [] order, int from, int to) {
    if (order == null && from == this.from && to - from == rows) {
      return;
    }
    this.from = order == null ? from : -1;
    rows = to - from;
    for (int i = 0; i < rows; i++) {
      int row = order == null ? from + i : order[from + i];
      start[i] = row * features;
      labels[i] = label(y[row]);
      weights[i] = rowWeights.of(row);
    }
    for (int i = rows; i % PANEL != 0; i++) {
      start[i] = start[rows - 1];
    }
    if (features == 1) {
      for (int i = 0; i < rows; i++) {
        only[i] = x[start[i]];
      }
    }
  }

  /** A label as {@link #labels} has it. */
  static float label(float y) {
    return y == 0 ? -0f : y;
  }

  /** What a label's sign counts in a percentage error: 100 / |label|. */
  static float relative(float label) {
    return 1f / Math.abs(label) * 100f;
  }

  /** Sets the factors of the rows taken last, if signals of this kind have any. */
  void scale(Signal signal) {
    if (signal == Signal.RELATIVE_SIGN) {
      for (int i = 0; i < rows; i++) {
        factors[i] = weights[i] == 0 ? 0 : relative(labels[i]) * weights[i];
      }
    } else if (weighted) {
      System.arraycopy(weights, 0, factors, 0, rows);
    }
  }
}
