package dev.linesweep.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void swappedLettersAreOneEdit() {
    assertThat(EditDistance.between("tset", "test")).isEqualTo(1);
    assertThat(EditDistance.between("", "abc")).isEqualTo(3);
  }

  @Test
  void theNearestWordIsGuessed() {
    assertThat(Words.didYouMean("epoch", List.of("seed", "epochs")))
        .isEqualTo(" (did you mean \"epochs\"?)");
  }

  @Test
  void anAbbreviationIsGuessed() {
    assertThat(Words.didYouMean("cnt", List.of("min", "max", "count")))
        .isEqualTo(" (did you mean \"count\"?)");
    assertThat(Words.didYouMean("lrs", List.of("learning_rate_schedule"))).isEmpty();
  }

  @Test
  void aWordThatIsNotNearIsNotGuessed() {
    assertThat(Words.didYouMean("zebra", List.of("seed", "epochs"))).isEmpty();
  }

  @Test
  void quotesAreOneShortLine() {
    assertThat(Words.quoted("a\nb" + "c".repeat(100))).isEqualTo("\"a b" + "c".repeat(57) + "…\"");
  }
}
