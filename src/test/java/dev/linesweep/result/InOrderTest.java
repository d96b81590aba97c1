package dev.linesweep.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InOrderTest {
  private static List<Integer> numbers(int from, int to, int each) {
    List<Integer> all = new ArrayList<>();
    InOrder.forEach(
        from, to, each, (begin, end) -> IntStream.range(begin, end).boxed().toList(), all::addAll);
    return all;
  }

  @Test
  void chunksComeInTheirOrderWhateverTheirSize() {
    for (int each : new int[] {1, 2, 7, 99, 100, 101}) {
      assertThat(numbers(5, 105, each)).isEqualTo(IntStream.range(5, 105).boxed().toList());
    }
    assertThat(numbers(5, 5, 10)).isEmpty();
  }

  @Test
  void whatAChunkThrowsIsThrown() {
    assertThatThrownBy(
            () ->
                InOrder.forEach(
                    0,
                    100,
                    10,
                    (begin, end) -> {
                      if (begin == 50) {
                        throw new IllegalStateException("at 50");
                      }
                      return begin;
                    },
                    made -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasStackTraceContaining("at 50");
  }
}
