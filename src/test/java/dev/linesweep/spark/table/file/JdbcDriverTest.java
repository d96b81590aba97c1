package dev.linesweep.spark.table.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcDriverTest {
  @TempDir Path folder;

  @Test
  void theOneDriverThatTakesTheUrlIsFound() {
    ClassLoader loader = JdbcDriverTest.class.getClassLoader();

    assertThat(JdbcDriver.of("jdbc:h2:mem:x", loader)).contains("org.h2.Driver");
    assertThat(JdbcDriver.of("jdbc:nothing:x", loader)).isEmpty();
  }

  @Test
  void driversThatCannotBeLoadedAreSkipped() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve("java.sql.Driver"), "no.such.Driver\n");
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, JdbcDriverTest.class.getClassLoader())) {
      assertThat(JdbcDriver.of("jdbc:h2:mem:x", loader)).contains("org.h2.Driver");
    }
  }
}
