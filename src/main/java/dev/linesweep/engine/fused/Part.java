package dev.linesweep.engine.fused;

/**
 * Rows to train or to measure on.
 *
 * @param x row-major, rows × features
 * @param y a label a row
 */
record Part(float[] x, float[] y) {
  int rows() {
    return y.length;
  }
}
