package dev.linesweep.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BinsTest {
  private static final Bins EPOCHS = Bins.of(List.of(1.0, 10.0, 100.0, 200.0, 400.0), 30);

  @Test
  void neighboursAreOneRange() {
    assertThat(EPOCHS.ranges(bin -> bin < 2)).isEqualTo("1 to 10");
    assertThat(EPOCHS.ranges(bin -> bin != 2)).isEqualTo("1 to 10, 200 to 400");
    assertThat(EPOCHS.ranges(bin -> bin % 2 == 0)).isEqualTo("1, 100, 400");
    assertThat(EPOCHS.ranges(bin -> false)).isEmpty();
  }

  @Test
  void aGroupHasItsFirstAndLastValue() {
    Bins two = Bins.of(List.of(1.0, 10.0, 100.0, 200.0), 2);
    assertThat(two.labels()).containsExactly("1 – 10", "100 – 200");
    assertThat(two.ranges(bin -> true)).isEqualTo("1 to 200");
    assertThat(two.indexOf(100)).isEqualTo(1);
  }
}
