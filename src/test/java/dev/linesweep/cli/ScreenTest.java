package dev.linesweep.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final String HOSTILE = "a\u001B[31mb\u0007\rc\u009B2J";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void noControlCharacterPassesHoweverItIsPrinted() {
    Screen screen = Screen.on(bytes, true);
    screen.print(HOSTILE);
    screen.println(HOSTILE);
    screen.printf("%s %c%n", HOSTILE, '\u001B');
    screen.append(HOSTILE).append('\u001B');
    screen.write(HOSTILE.toCharArray(), 0, HOSTILE.length());
    screen.write('\u001B');
    screen.data().println(HOSTILE);
    screen.flush();
    assertThat(bytes.toString(UTF_8))
        .doesNotContainPattern("[\\p{Cc}&&[^\\n]]")
        .contains("a␛[31mb");
  }

  @Test
  void theProgramsOwnSequencesPassInTheirPlace() {
    Screen screen = Screen.on(bytes, true);
    screen.print("a");
    screen.control("\r\u001B[K");
    screen.println("b");
    assertThat(bytes.toString(UTF_8)).isEqualTo("a\r\u001B[Kb" + System.lineSeparator());
  }

  @Test
  void dataForProgramsKeepEachByteUnlessATerminalShowsThem() {
    Screen.on(bytes, false).data().println(HOSTILE);
    assertThat(bytes.toString(UTF_8)).isEqualTo(HOSTILE + System.lineSeparator());
  }
}
