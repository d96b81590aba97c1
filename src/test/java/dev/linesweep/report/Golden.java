package dev.linesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that people read, kept as they should be; {@code -Dgolden.update=true} writes them anew.
 */
public final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/dev/linesweep/report");

  private Golden() {}

  public static void assertSame(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
