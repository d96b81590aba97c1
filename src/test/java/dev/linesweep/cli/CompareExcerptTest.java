package dev.linesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompareExcerptTest {
  @Test
  void longValuesAreShownFromWhereTheyBeginToDiffer() {
    String same = "sgd, nesterovs (momentum (0.9)), adam (beta1 (0.9)), ";
    List<String> values = List.of(same + "nadam", same + "amsgrad, sgd");
    assertThat(CompareCommand.excerpt(values, 0)).isEqualTo("…1 (0.9)), nadam");
    assertThat(CompareCommand.excerpt(values, 1)).isEqualTo("…1 (0.9)), amsgrad, sgd");
  }

  @Test
  void whatIsShortOrDiffersAtOnceIsShownFromItsBeginning() {
    assertThat(CompareCommand.excerpt(List.of("1, 10, 100", "1, 10"), 1)).isEqualTo("1, 10");
    assertThat(CompareCommand.excerpt(List.of("x".repeat(60), ""), 0))
        .isEqualTo("x".repeat(39) + "…");
    assertThat(CompareCommand.excerpt(List.of("x".repeat(60), ""), 1)).isEmpty();
  }
}
