package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AxisRangeTest {
  private static final AxisKind<Double> REALS = new AxisKind.Reals(NumberRule.ANY);
  private static final AxisKind<Long> WHOLES = new AxisKind.Wholes(Long.MIN_VALUE, Long.MAX_VALUE);

  @Test
  void linearPointsAreAsShortAsTheirEnds() {
    assertThat(REALS.points(0.1, 1.0, 10, AxisKind.Scale.LINEAR))
        .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);
  }

  @Test
  void logPointsHitPowersOfTen() {
    assertThat(REALS.points(0.0001, 1.0, 5, AxisKind.Scale.LOG))
        .containsExactly(0.0001, 0.001, 0.01, 0.1, 1.0);
  }

  @Test
  void wholePointsAreRoundedHalfUpAndCollapse() {
    assertThat(WHOLES.points(1L, 4L, 7, AxisKind.Scale.LINEAR)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(WHOLES.points(-1L, 0L, 3, AxisKind.Scale.LINEAR)).containsExactly(-1L, 0L);
  }

  @Test
  void wholePointsCoverAllLongs() {
    assertThat(WHOLES.points(Long.MIN_VALUE, Long.MAX_VALUE, 3, AxisKind.Scale.LINEAR))
        .containsExactly(Long.MIN_VALUE, 0L, Long.MAX_VALUE);
  }

  @Test
  void wholeLogPointsStayInTheRange() {
    assertThat(WHOLES.points(1L, Long.MAX_VALUE, 50, AxisKind.Scale.LOG))
        .isSorted()
        .endsWith(Long.MAX_VALUE);
  }

  @Test
  void oneEndIsOnePoint() {
    assertThat(Jobs.read(Jobs.LINE, "seed={min: 3, max: 3, count: 4}").parameters().seeds())
        .containsExactly(3L);
  }

  @RepeatedTest(50)
  void rangesIncludeBothEndsAndIncrease(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    double a = StrictMath.exp(random.nextDouble(-80, 80));
    double b = StrictMath.exp(random.nextDouble(-80, 80));
    int count = random.nextInt(2, 300);
    for (AxisKind.Scale scale : AxisKind.Scale.values()) {
      List<Double> points = REALS.points(Math.min(a, b), Math.max(a, b), count, scale);
      assertThat(points).isSorted().doesNotHaveDuplicates().hasSize(count);
      assertThat(points).startsWith(Math.min(a, b)).endsWith(Math.max(a, b));
    }
  }
}
