package dev.linesweep.spark.table.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcDriverTest {
  @TempDir Path folder;

  @Test
  void theOneDriverThatTakesTheUrlIsFound() {
    ClassLoader loader = JdbcDriverTest.class.getClassLoader();

    assertThat(JdbcDriver.of("jdbc:h2:mem:x", List.of(loader)))
        .contains(new JdbcDriver("org.h2.Driver", loader));
    assertThat(JdbcDriver.of("jdbc:nothing:x", List.of(loader))).isEmpty();
  }

  @Test
  void driversThatCannotBeLoadedAreSkipped() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve("java.sql.Driver"), "no.such.Driver\n");
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, JdbcDriverTest.class.getClassLoader())) {
      assertThat(JdbcDriver.of("jdbc:h2:mem:x", List.of(loader)))
          .contains(new JdbcDriver("org.h2.Driver", loader));
    }
  }
}
