package dev.linesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts as people read them, kept as files. {@code -Dlinesweep.golden=write} on Surefire's command
 * line writes them anew; look at the difference before you commit it.
 */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/dev/linesweep/report");

  private Golden() {}

  static void assertSame(String text, String file) throws IOException {
    Path golden = FOLDER.resolve(file);
    if ("write".equals(System.getProperty("linesweep.golden"))) {
      Files.writeString(golden, text + "\n");
    }
    assertThat(text + "\n").isEqualTo(Files.readString(golden));
  }
}
