package dev.linesweep.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void plainNamesStayAsTheyAre() {
    assertThat(Printable.of("Living Area (m²) größe")).isEqualTo("Living Area (m²) größe");
  }

  @Test
  void coloursTitlesAndLinksAreTakenOut() {
    assertThat(Printable.of("\u001B[31mred\u001B[0m")).isEqualTo("red");
    assertThat(Printable.of("a\u001B]0;owned\u0007b")).isEqualTo("ab");
    assertThat(Printable.of("a\u001B]8;;http://x\u001B\\link")).isEqualTo("alink");
    assertThat(Printable.of("a\u009B2Jb\u001Bcd")).isEqualTo("abd");
  }

  @Test
  void lineBreaksBecomeSpacesAndInvisibleCharactersVanish() {
    assertThat(Printable.of(" a\r\n\tb\u2028c\u0085d ")).isEqualTo("a b c d");
    assertThat(Printable.of("a\u202Eb\u200Bc\u0000")).isEqualTo("abc");
  }

  @Test
  void longNamesAreCutBetweenCharacters() {
    assertThat(Printable.of("x".repeat(100))).isEqualTo("x".repeat(39) + "…");
    assertThat(Printable.of("😀".repeat(5), 3)).isEqualTo("😀😀…");
  }

  @Test
  void noTextWhateverHasAControlCharacterLeft() {
    Random random = new Random(13);
    for (int round = 0; round < 5000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        text.append((char) random.nextInt(random.nextBoolean() ? 0xA5 : 0x3000));
      }
      text.insert(random.nextInt(20), "\u001B[");
      String printable = Printable.of(text.toString());
      assertThat(printable).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
      assertThat(printable.length()).isLessThanOrEqualTo(2 * Printable.MAX_LENGTH);
    }
  }

  @Test
  void linesStayAndControlCharactersAreShownAsPictures() {
    assertThat(Printable.lines("a\r\n\tb: größe 😀 ×\n")).isEqualTo("a\n\tb: größe 😀 ×\n");
    assertThat(Printable.lines("\u001B[31mred\u001B]0;title")).isEqualTo("␛[31mred␛]0;title");
    assertThat(Printable.lines("a\rb\u0000\u007F\u009B2J\u202Ec")).isEqualTo("a␍b␀␡�2Jc");
  }
}
