package dev.linesweep.data;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * The label's values in the training rows compared with those in another part: their largest
 * distance between distribution functions, and its p-value in the two-sample Kolmogorov-Smirnov
 * test, exact for small parts.
 */
public record LabelShift(
    DoubleSummaryStatistics training, DoubleSummaryStatistics part, double distance, double p) {
  /** Of a hundred random splits, one would be called shifted. */
  private static final double LEVEL = 0.01;

  /** In huge tables even irrelevant differences are larger than chance. */
  private static final double LEAST_DISTANCE = 0.1;

  /** Compares the rows with these numbers, from 0; neither part may be empty. */
  public static LabelShift between(Matrix matrix, int[] training, int[] part) {
    double[] a = labels(matrix, training);
    double[] b = labels(matrix, part);
    KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
    return new LabelShift(
        Arrays.stream(a).summaryStatistics(),
        Arrays.stream(b).summaryStatistics(),
        test.kolmogorovSmirnovStatistic(a, b),
        test.kolmogorovSmirnovTest(a, b));
  }

  private static double[] labels(Matrix matrix, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> matrix.y()[row]).toArray();
  }

  /** Whether the difference is larger than chance explains, and large enough to matter. */
  public boolean beyondChance() {
    return p < LEVEL && distance > LEAST_DISTANCE;
  }
}
