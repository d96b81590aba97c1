package dev.linesweep.data;

import java.util.stream.IntStream;

/** Takes fewer rows of a part in even steps, from the first row on. */
final class EvenRows {
  private EvenRows() {}

  /**
   * The numbers, from 0, of so many rows of the part. Rows of weight 0 are left out if there are
   * enough others, since nothing is seen of them.
   */
  static int[] numbers(Samples.Part part, int rows) {
    RowWeights weights = part.rowWeights();
    if (weights.isNone() || weights.countAbove0(part.rows()) < rows) {
      return steps(part.rows(), rows);
    }
    int[] candidates = weights.above0(part.rows());
    return IntStream.of(steps(candidates.length, rows)).map(i -> candidates[i]).toArray();
  }

  private static int[] steps(int of, int count) {
    return IntStream.range(0, count).map(i -> (int) ((long) i * of / count)).toArray();
  }

  /** The part with only the rows of these numbers, whose weights have the mean 1 again. */
  static Samples.Part part(Samples.Part of, int[] numbers) {
    int features = of.x().length / of.rows();
    float[] x = new float[numbers.length * features];
    float[] y = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      System.arraycopy(of.x(), numbers[i] * features, x, i * features, features);
      y[i] = of.y()[numbers[i]];
    }
    return new Samples.Part(x, y, of.rowWeights().only(numbers));
  }
}
