package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.spec.ValueRange.Scale;
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
    assertThat(REALS.range(0.1, 1.0, 10, Scale.LINEAR))
        .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);
  }

  @Test
  void logPointsHitPowersOfTen() {
    assertThat(REALS.range(0.0001, 1.0, 5, Scale.LOG))
        .containsExactly(0.0001, 0.001, 0.01, 0.1, 1.0);
  }

  @Test
  void wholePointsAreRoundedHalfUpAndCollapse() {
    assertThat(WHOLES.range(1L, 4L, 7, Scale.LINEAR)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(WHOLES.range(-1L, 0L, 3, Scale.LINEAR)).containsExactly(-1L, 0L);
  }

  @Test
  void wholePointsCoverAllLongs() {
    assertThat(WHOLES.range(Long.MIN_VALUE, Long.MAX_VALUE, 3, Scale.LINEAR))
        .containsExactly(Long.MIN_VALUE, 0L, Long.MAX_VALUE);
  }

  @Test
  void wholeLogPointsStayInTheRange() {
    assertThat(WHOLES.range(1L, Long.MAX_VALUE, 50, Scale.LOG)).isSorted().endsWith(Long.MAX_VALUE);
  }

  @Test
  void oneEndIsOnePoint() {
    assertThat(Jobs.read(Jobs.LINE, "seed={min: 3, max: 3, count: 4}").parameters().seeds())
        .containsExactly(3L);
  }

  @Test
  void aRangeStaysARangeInTheRecordAndIsWrittenByItsValues() {
    String rate = "{min: 0.001, max: 0.1, count: 3, scale: log}";
    ParameterSpec axes =
        Jobs.read(
                Jobs.LINE,
                "learning_rate=" + rate,
                "optimizer={values: [{rmsprop: {rms_decay: {min: 0.5, max: 0.9, count: 5}}}]}",
                "epochs={min: 1, max: 5, count: 9}",
                "batch_size={min: 2, max: 8, count: 2, scale: log}",
                "seed={min: 7, max: 9, count: 3}",
                "l1={min: 0, max: 1, count: 2}")
            .parameters();

    assertRange(axes.learningRates(), 3, Scale.LOG, 0.001, 0.01, 0.1);
    assertRange(
        axes.optimizers().get(0).parameters().get(0), 5, Scale.LINEAR, 0.5, 0.6, 0.7, 0.8, 0.9);
    assertRange(axes.epochs(), 9, Scale.LINEAR, 1, 2, 3, 4, 5);
    assertRange(axes.batchSizes(), 2, Scale.LOG, 2, 8);
    assertRange(axes.seeds(), 3, Scale.LINEAR, 7L, 8L, 9L);
    assertRange(axes.l1(), 2, Scale.LINEAR, 0.0, 1.0);
    assertThat(axes.l2()).isNotInstanceOf(ValueRange.class);
    ParameterSpec other = axes.withRates(axes.optimizers(), List.of(0.5));
    assertRange(other.epochs(), 9, Scale.LINEAR, 1, 2, 3, 4, 5);

    SweepSpec ranged = Jobs.read(Jobs.LINE, "learning_rate=" + rate);
    SweepSpec listed = Jobs.read(Jobs.LINE, "learning_rate={values: [0.001, 0.01, 0.1]}");
    assertThat(ranged).isEqualTo(listed).hasSameHashCodeAs(listed);
    assertThat(SpecWriter.write(ranged)).isEqualTo(SpecWriter.write(listed));
  }

  @SafeVarargs
  private static <T> void assertRange(List<T> axis, int count, Scale scale, T... points) {
    assertThat(axis).isEqualTo(List.of(points)).isInstanceOf(ValueRange.class);
    ValueRange<T> range = (ValueRange<T>) axis;
    assertThat(range.min()).isEqualTo(points[0]);
    assertThat(range.max()).isEqualTo(points[points.length - 1]);
    assertThat(range.count()).isEqualTo(count);
    assertThat(range.scale()).isEqualTo(scale);
  }

  @RepeatedTest(50)
  void rangesIncludeBothEndsAndIncrease(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    double a = StrictMath.exp(random.nextDouble(-80, 80));
    double b = StrictMath.exp(random.nextDouble(-80, 80));
    int count = random.nextInt(2, 300);
    for (Scale scale : Scale.values()) {
      List<Double> points = REALS.range(Math.min(a, b), Math.max(a, b), count, scale);
      assertThat(points).isSorted().doesNotHaveDuplicates().hasSize(count);
      assertThat(points).startsWith(Math.min(a, b)).endsWith(Math.max(a, b));
    }
  }
}
