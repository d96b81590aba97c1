package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the jar that goes to spark-submit, and what is not. */
class JarIT {
  private static final Path JAR = Path.of(System.getProperty("linesweep.jar"));
  private static final Path SPARK_CLASS_PATH =
      Path.of(System.getProperty("linesweep.spark.classpath"));

  @Test
  void noClassOfTheJarIsAlsoInSparksDistribution() throws IOException {
    Set<String> ours = new HashSet<>(classes(JAR));
    for (String spark : Files.readString(SPARK_CLASS_PATH).trim().split(File.pathSeparator)) {
      Set<String> both = new HashSet<>(classes(Path.of(spark)));
      both.retainAll(ours);
      assertThat(both).as(spark).isEmpty();
    }
  }

  @Test
  void librariesThatClustersCarryInOtherVersionsAreRelocated() throws IOException {
    assertThat(classes(JAR))
        .noneMatch(name -> name.startsWith("org/snakeyaml/"))
        .noneMatch(name -> name.startsWith("de/siegmar/"))
        .noneMatch(name -> name.startsWith("com/github/freva/"))
        .contains("dev/linesweep/shaded/snakeyaml/v2/api/Load.class");
  }

  @Test
  void dl4jAndItsNativesKeepTheirNames() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      String platform = jar.getManifest().getMainAttributes().getValue("Linesweep-Platform");
      assertThat(jar.stream().map(ZipEntry::getName))
          .contains("org/deeplearning4j/nn/multilayer/MultiLayerNetwork.class")
          .contains("META-INF/services/org.nd4j.linalg.factory.Nd4jBackend")
          .anyMatch(name -> name.contains("/" + platform + "/") && name.contains("jnind4j"))
          .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"));
    }
  }

  @Test
  void sparkConnectFindsTheStages() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(service(jar, "org.apache.spark.ml.Estimator"))
          .isEqualTo("dev.linesweep.ml.LineSweep");
      assertThat(service(jar, "org.apache.spark.ml.Transformer"))
          .isEqualTo("dev.linesweep.ml.LineSweepTrials");
    }
  }

  private static String service(JarFile jar, String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry("META-INF/services/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  @Test
  void manifestNamesMainClassVersionAndPlatform() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Main-Class")).isEqualTo("dev.linesweep.cli.Main");
      assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
      assertThat(manifest.getValue("Implementation-Version")).matches("\\d+\\.\\d+\\.\\d+.*");
      assertThat(manifest.getValue("Linesweep-Platform")).matches("[a-z]+-[a-z0-9_]+");
      assertThat(manifest.getValue("Linesweep-Backend")).startsWith("nd4j-");
    }
  }

  private static List<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
          .toList();
    }
  }
}
