package dev.linesweep.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpectedBestTest {
  /** The oracle: every sequence of draws with replacement, one after the other. */
  @Test
  void theExpectedBestIsTheMeanOverAllSequencesOfDraws() {
    double[] values = {0.5, 1, 1, 3, 8, 20};
    ExpectedBest expected = of(values);
    for (ExpectedBest.Point point : expected.points()) {
      int draws = (int) point.trials();
      double[] best =
          IntStream.range(0, (int) Math.pow(values.length, draws))
              .mapToDouble(sequence -> best(values, sequence, draws))
              .sorted()
              .toArray();
      assertThat(point.expected())
          .isCloseTo(DoubleStream.of(best).average().orElseThrow(), within(1e-9));
      assertThat(point.low()).isEqualTo(best[(int) Math.ceil(0.05 * best.length) - 1]);
      assertThat(point.high()).isEqualTo(best[(int) Math.ceil(0.95 * best.length) - 1]);
    }
    assertThat(expected.points()).extracting(ExpectedBest.Point::trials).contains(1L, 3L, 6L);
  }

  private static double best(double[] values, int sequence, int draws) {
    double best = Double.POSITIVE_INFINITY;
    for (int draw = 0, rest = sequence; draw < draws; draw++, rest /= values.length) {
      best = Math.min(best, values[rest % values.length]);
    }
    return best;
  }

  @Test
  void theLargestIsTheBestOfAMetricThatIsMaximized() {
    ExpectedBest expected = new ExpectedBest(value -> -value, Double.NaN);
    DoubleStream.of(0.9, 0.5, 0.1).forEach(expected::accept);
    List<ExpectedBest.Point> points = expected.points();
    assertThat(points.get(0).expected()).isCloseTo(0.5, within(1e-9));
    assertThat(points.get(points.size() - 1).expected())
        .isCloseTo((19 * 0.9 + 7 * 0.5 + 1 * 0.1) / 27, within(1e-9));
  }

  @Test
  void manyTrialsAreThinnedWithoutMuchOfADifference() {
    double[] values = new Random(5).doubles(60_000).map(v -> Math.exp(5 * v)).sorted().toArray();
    ExpectedBest thinned = of(values);
    for (ExpectedBest.Point point : thinned.points()) {
      double expected = 0;
      for (int i = 0; i < values.length; i++) {
        double at = values.length;
        expected +=
            values[i]
                * (Math.pow((at - i) / at, point.trials())
                    - Math.pow((at - i - 1) / at, point.trials()));
      }
      assertThat(point.expected()).isCloseTo(expected, within(1e-3 * expected));
    }
  }

  @Test
  void theAnswerSaysWhetherTheSecondHalfHelped() {
    assertThat(of(1, 1, 1, 1, 1, 1, 1, 2).answer("trials"))
        .isEqualTo(
            "More trials would hardly help: the best of 4 is expected to reach 1, as is the best"
                + " of 8.");
    assertThat(of(1, 2, 4, 8, 16, 32, 64, 128).answer("settings"))
        .startsWith("More settings may help: the best of 4 is expected to reach ");
    assertThat(of(1, 2, 3).answer("trials")).isEmpty();
    assertThat(of(1, Double.NaN, Double.NaN).points()).isEmpty();
  }

  @Test
  void aDrawThatDivergedOrIsWorseThanTheMeanCountsAsTheMean() {
    ExpectedBest expected = new ExpectedBest(value -> value, 4);
    DoubleStream.of(1, 3, 1e60, Double.NaN).forEach(expected::accept);
    assertThat(expected.points().get(0).expected()).isEqualTo(3);
  }

  private static ExpectedBest of(double... values) {
    ExpectedBest expected = new ExpectedBest(value -> value, Double.NaN);
    DoubleStream.of(values).forEach(expected::accept);
    return expected;
  }
}
