package dev.linesweep.data;

import java.util.stream.IntStream;

/** Some rows of a part, taken in even steps from the first on. */
final class EvenRows {
  private EvenRows() {}

  /**
   * The numbers of so many rows, from 0. Rows of weight 0 are left out if there are enough others,
   * since nothing is seen of them.
   */
  static int[] of(Samples.Part part, int rows) {
    RowWeights weights = part.rowWeights();
    int[] that =
        weights.countAbove0(part.rows()) < rows
            ? IntStream.range(0, part.rows()).toArray()
            : IntStream.range(0, part.rows()).filter(row -> weights.of(row) > 0).toArray();
    return IntStream.range(0, rows).map(i -> that[(int) ((long) i * that.length / rows)]).toArray();
  }

  /** Those rows by themselves, with weights of mean 1 again. */
  static Samples.Part of(Samples.Part part, int[] rows) {
    int features = part.x().length / part.rows();
    float[] x = new float[rows.length * features];
    float[] y = new float[rows.length];
    double[] weights = new double[part.rowWeights().isNone() ? 0 : part.rows()];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(part.x(), rows[i] * features, x, i * features, features);
      y[i] = part.y()[rows[i]];
    }
    for (int row = 0; row < weights.length; row++) {
      weights[row] = part.rowWeights().of(row);
    }
    return new Samples.Part(x, y, RowWeights.of(weights, rows));
  }
}
