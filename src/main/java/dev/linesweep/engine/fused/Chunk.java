package dev.linesweep.engine.fused;

import dev.linesweep.data.Samples;
import org.jspecify.annotations.Nullable;

/**
 * Up to {@link #ROWS} rows, packed in the two orders in which the kernels read them.
 *
 * <p>Sums over rows run through one chunk in 32 bits; chunks are added up with the rounding error
 * carried along. The size is thus part of the arithmetic.
 */
final class Chunk {
  static final int ROWS = 256;

  /** Rows, and features, that a kernel holds in registers together. */
  static final int PANEL = 4;

  final int features;

  /** Panels of four rows, feature by feature: {@code [row / 4][feature][row % 4]}. */
  final float[] byRow;

  /**
   * Panels of four features, row by row: {@code [feature / 4][row][feature % 4]}, 1 for the bias.
   */
  final float[] byFeature;

  final float[] labels = new float[ROWS];

  /** 100 / |label|, what a sign weighs in a percentage error. */
  final float[] relative = new float[ROWS];

  int rows;

  Chunk(int features, int rows) {
    this.features = features;
    byRow = new float[roundUp(rows) * features];
    byFeature = new float[roundUp(features + 1) * rows];
  }

  static int roundUp(int n) {
    return (n + PANEL - 1) / PANEL * PANEL;
  }

  static long floats(int features, int rows) {
    return (long) roundUp(rows) * features + (long) roundUp(features + 1) * rows + 2L * ROWS;
  }

  /** Takes rows {@code from} to {@code to} of the order, or of the part itself without one. */
  void pack(Samples.Part part, int @Nullable [] order, int from, int to) {
    packRows(part, order, from, to);
    packFeatures(part, order, from);
  }

  private void packRows(Samples.Part part, int @Nullable [] order, int from, int to) {
    rows = to - from;
    for (int i = 0; i < rows; i++) {
      int row = order == null ? from + i : order[from + i];
      int in = row * features;
      int out = i / PANEL * PANEL * features + i % PANEL;
      for (int f = 0; f < features; f++) {
        byRow[out + f * PANEL] = part.x()[in + f];
      }
      labels[i] = part.y()[row];
      relative[i] = 1f / Math.abs(labels[i]) * 100f;
    }
  }

  private void packFeatures(Samples.Part part, int @Nullable [] order, int from) {
    for (int f = 0; f < features + 1; f += PANEL) {
      int width = Math.min(PANEL, features - f);
      for (int i = 0; i < rows; i++) {
        int in = (order == null ? from + i : order[from + i]) * features + f;
        int out = (f / PANEL * rows + i) * PANEL;
        for (int j = 0; j < width; j++) {
          byFeature[out + j] = part.x()[in + j];
        }
        if (width < PANEL) {
          byFeature[out + width] = 1f;
        }
      }
    }
  }
}
