package dev.linesweep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;

class OverRepeatsTest {
  private static final double LOST = Double.POSITIVE_INFINITY;

  @Test
  void theNumbersAreThoseOfCommonsMath() {
    SplittableRandom random = new SplittableRandom(7);
    for (int n = 2; n < 40; n++) {
      DescriptiveStatistics expected = new DescriptiveStatistics();
      double[] values = random.doubles(n, -3, 9).toArray();
      for (double value : values) {
        expected.addValue(value);
      }
      OverRepeats over = new OverRepeats(values);
      assertThat(over.mean()).isCloseTo(expected.getMean(), within(1e-12));
      assertThat(over.median()).isCloseTo(expected.getPercentile(50), within(1e-12));
      assertThat(over.largest()).isEqualTo(expected.getMax());
      assertThat(over.deviation()).isCloseTo(expected.getStandardDeviation(), within(1e-12));
      assertThat(over.standardError())
          .isCloseTo(expected.getStandardDeviation() / Math.sqrt(n), within(1e-12));
    }
  }

  @Test
  void ofOneItIsThatOneAndHasNoDeviation() {
    OverRepeats one = new OverRepeats(0.1);
    assertThat(one.mean()).isEqualTo(0.1);
    assertThat(one.median()).isEqualTo(0.1);
    assertThat(one.largest()).isEqualTo(0.1);
    assertThat(one.deviation()).isNaN();
    assertThat(one.standardError()).isNaN();
  }

  @Test
  void aLostOneIsInfinitelyBadWhichAMedianForgives() {
    OverRepeats over = new OverRepeats(2, LOST, 1);
    assertThat(over.mean()).isEqualTo(LOST);
    assertThat(over.largest()).isEqualTo(LOST);
    assertThat(over.median()).isEqualTo(2);
    assertThat(over.deviation()).isNaN();
    assertThat(over.infinite()).isEqualTo(1);
    assertThat(over.finite().mean()).isEqualTo(1.5);
    assertThat(new OverRepeats(2, LOST, 1, LOST).median()).isEqualTo(LOST);
  }
}
