package dev.linesweep.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentDecimalsTest {
  @Test
  void theyAreThoseOfDecimalWhateverCameBefore() {
    Random random = new Random(13);
    double[] shared = random.doubles(300).toArray();
    for (int slots : new int[] {1, 2, 64, 1 << 13}) {
      RecentDecimals recent = new RecentDecimals(slots);
      for (int i = 0; i < 20_000; i++) {
        double value =
            i % 3 == 0
                ? Double.longBitsToDouble(random.nextLong())
                : shared[random.nextInt(shared.length)];
        if (Double.isFinite(value)) {
          assertThat(recent.of(value)).isEqualTo(Decimal.of(value));
        }
      }
    }
  }

  @Test
  void zerosKeepTheirSigns() {
    RecentDecimals recent = new RecentDecimals(1);
    assertThat(recent.of(0.0)).isEqualTo("0");
    assertThat(recent.of(-0.0)).isEqualTo("-0");
    assertThat(recent.of(0.0)).isEqualTo("0");
  }
}
