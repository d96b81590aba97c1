package dev.linesweep.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.SplitMix64;
import java.util.BitSet;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SobolPointsTest {
  private static final int AXES = 8;

  @ParameterizedTest
  @ValueSource(longs = {13, -7})
  void withoutTheShiftThePointsAreThoseOfCommonsMath(long seed) {
    SobolPoints points = new SobolPoints(seed, AXES);
    SobolSequenceGenerator sobol = new SobolSequenceGenerator(AXES);
    for (int number = 0; number < 5000; number++) {
      double[] plain = sobol.nextVector();
      for (int axis = 0; axis < AXES; axis++) {
        long shifted = (long) (points.coordinate(number, axis) * 0x1p52);
        assertThat((shifted ^ shift(seed, axis)) * 0x1p-52).isEqualTo(plain[axis]);
      }
    }
    double[] far = sobol.skipTo(123_456_789);
    long shifted = (long) (points.coordinate(123_456_789, 3) * 0x1p52);
    assertThat((shifted ^ shift(seed, 3)) * 0x1p-52).isEqualTo(far[3]);
  }

  private static long shift(long seed, int axis) {
    return SplitMix64.of(SplitMix64.Stream.SCRAMBLE, seed, axis).nextLong() >>> 12;
  }

  @Test
  void eachOfEqualIntervalsOfEachAxisHasOnePointOfAsMany() {
    SobolPoints points = new SobolPoints(5, AXES);
    for (int size = 1; size <= 1 << 10; size *= 2) {
      for (int axis = 0; axis < AXES; axis++) {
        for (int from : new int[] {0, 7 * size}) {
          BitSet intervals = new BitSet();
          for (int number = from; number < from + size; number++) {
            intervals.set((int) (points.coordinate(number, axis) * size));
          }
          assertThat(intervals.cardinality()).isEqualTo(size);
        }
      }
    }
  }

  @Test
  void anotherSeedShiftsToOtherPoints() {
    SobolPoints one = new SobolPoints(1, AXES);
    SobolPoints other = new SobolPoints(2, AXES);
    for (int axis = 0; axis < AXES; axis++) {
      assertThat(one.coordinate(0, axis)).isNotEqualTo(other.coordinate(0, axis));
    }
  }
}
