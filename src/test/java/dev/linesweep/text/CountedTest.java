package dev.linesweep.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {

  @Test
  void oneThingHasNoS() {
    assertThat(Counted.of(1, "row")).isEqualTo("1 row");
    assertThat(Counted.of(0, "row")).isEqualTo("0 rows");
    assertThat(Counted.of(1800, "test row")).isEqualTo("1,800 test rows");
    assertThat(Counted.word(1, "is", "are")).isEqualTo("is");
    assertThat(Counted.word(2, "is", "are")).isEqualTo("are");
  }
}
