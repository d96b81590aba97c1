package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Without Deeplearning4j in its jar a sweep runs all the same, and what needs it names the whole
 * jar.
 */
class SlimJarIT {
  private static final String JOB =
      """
      name: slim
      data: {line: {}}
      parameters: {optimizer: sgd, learning_rate: {values: [0.01, 0.1]}, epochs: 10}
      """;

  @TempDir Path folder;

  @Test
  void fusedSweepsAndTheRestSaysWhatIsMissing() throws Exception {
    Files.writeString(folder.resolve("job.yaml"), JOB);
    Path jar = slim();

    assertThat(command(jar, 0, "run", "job.yaml", "--out", "out", "--engine", "fused"))
        .contains(
            "Not checked: it needs Deeplearning4j, which the slim jar leaves out. Use the whole"
                + " jar, linesweep-")
        .contains("For the same reason there is no best/model.zip.");
    assertThat(folder.resolve("out/best/spark/metadata")).isDirectory();
    assertThat(folder.resolve("out/best/model.zip")).doesNotExist();
    assertThat(command(jar, 2, "run", "job.yaml", "--out", "other"))
        .contains("error: engine: dl4j needs Deeplearning4j, which the slim jar leaves out.")
        .contains(
            ", or --engine fused, which trains the same networks; dl4j is the default engine.");
    assertThat(folder.resolve("other")).doesNotExist();
    assertThat(command(jar, 2, "replay", "out", "--trial", "best"))
        .contains("error: replay needs Deeplearning4j, which the slim jar leaves out.");
  }

  /** The built jar, as far as the slim one has it. */
  private Path slim() throws IOException {
    Path jar = folder.resolve("slim.jar");
    try (ZipFile whole = new ZipFile(System.getProperty("linesweep.jar"));
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (ZipEntry entry : whole.stream().map(ZipEntry.class::cast).toList()) {
        if (!entry.getName().matches("(org/(nd4j|deeplearning4j|bytedeco)|oshi)/.*")) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          try (InputStream in = whole.getInputStream(entry)) {
            in.transferTo(out);
          }
          out.closeEntry();
        }
      }
    }
    return jar;
  }

  private String command(Path jar, int code, String... arguments)
      throws IOException, InterruptedException {
    try (DriverProcess driver =
        DriverProcess.ofJar(jar, folder, folder.resolve("log"), List.of(), arguments)) {
      assertThat(driver.exitCode()).as(driver.log()).isEqualTo(code);
      return driver.log().replaceAll("\\s+", " ");
    }
  }
}
