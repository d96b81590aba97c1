package dev.linesweep.data;

import java.util.List;

/**
 * Samples as read: features and label in doubles.
 *
 * @param x row-major, rows × features
 * @param y one label per row
 */
public record Matrix(double[] x, double[] y, List<String> features, String label) {
  public Matrix {
    features = List.copyOf(features);
  }
}
