package dev.linesweep.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A first build that is killed, at seeded moments: of the launcher around a stand-in for Maven, and
 * of the steps of packaging themselves. {@code bench/killed-builds} does it to the real build.
 */
@DisabledOnOs(OS.WINDOWS)
class FirstBuildIT {
  private static final Path BASE = Path.of(System.getProperty("linesweep.basedir"));

  /**
   * Leaves a mark in the classes while it compiles, and does not compile over one: as a class that
   * is half written would be taken for whole.
   */
  private static final String MAVEN =
      """
      #!/bin/sh
      echo built >>builds
      [ ! -e target/classes/half ] || exit 9
      mkdir -p target/classes
      : >target/classes/half
      sleep 0.2
      rm target/classes/half
      printf '%s/mvnw' "$PWD" >target/spark.classpath.part
      mv target/spark.classpath.part target/spark.classpath
      sleep 0.1
      cp whole.zip target/linesweep-1.jar.part
      mv target/linesweep-1.jar.part target/linesweep-1.jar
      """;

  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void project() throws IOException {
    root = Files.createDirectories(folder.resolve("a project"));
    Files.createDirectories(root.resolve("bin"));
    Files.copy(BASE.resolve("bin/linesweep"), root.resolve("bin/linesweep"));
    program(root.resolve("mvnw"), MAVEN);
    program(root.resolve("jdk/bin/java"), "#!/bin/sh\necho started\n");
    Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    zip(root.resolve("whole.zip"), 1);
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    Process first = launcher();
    Process second = launcher();

    assertThat(List.of(output(first), output(second))).containsOnly("started\n");
    assertThat(root.resolve("builds")).hasContent("built\n");
  }

  @Test
  void aKillAtAnyMomentIsHealedByTheNextOne() throws Exception {
    SplittableRandom random = new SplittableRandom(13);
    for (int i = 0; i < 8; i++) {
      Process killed = launcher();
      killed.waitFor(random.nextInt(20, 500), TimeUnit.MILLISECONDS);
      kill(killed);
    }
    assertThat(output(launcher())).isEqualTo("started\n");
  }

  @Test
  void aTornJarOrClassPathIsBuiltAgain() throws Exception {
    assertThat(output(launcher())).isEqualTo("started\n");
    Path jar = root.resolve("target/linesweep-1.jar");
    byte[] whole = Files.readAllBytes(jar);

    Files.write(jar, Arrays.copyOf(whole, whole.length - 30));
    assertThat(output(launcher())).isEqualTo("started\n");
    assertThat(jar).hasBinaryContent(whole);

    Path classpath = root.resolve("target/spark.classpath");
    Files.writeString(classpath, Files.readString(classpath).replaceFirst("nw$", ""));
    assertThat(output(launcher())).isEqualTo("started\n");
    assertThat(classpath).hasContent(root.toRealPath() + "/mvnw");
    assertThat(Files.readAllLines(root.resolve("builds"))).hasSize(3);
    output(launcher());
    assertThat(Files.readAllLines(root.resolve("builds"))).hasSize(3);
  }

  @Test
  void packagingThatIsKilledLeavesTheJarWholeOrAbsent() throws Exception {
    Path libraries = zip(folder.resolve("libraries.jar"), 40);
    Path own = zip(folder.resolve("own.jar"), 3);
    Path jar = folder.resolve("joined.jar");
    Path part = Files.writeString(folder.resolve("part"), "a:b");
    Path classpath = folder.resolve("classpath");
    List<String> join =
        List.of("join", libraries + "", own + "", jar + "", part + "", classpath + "");
    SplittableRandom random = new SplittableRandom(13);
    for (int i = 0; i < 5; i++) {
      Process killed = step(join);
      killed.waitFor(random.nextInt(300, 1500), TimeUnit.MILLISECONDS);
      kill(killed);
      if (Files.exists(jar)) {
        assertThat(entries(jar)).isEqualTo(40);
      }
      Files.writeString(part, "a:b");
    }
    assertThat(step(join).waitFor()).isZero();
    assertThat(entries(jar)).isEqualTo(40);
    assertThat(classpath).hasContent("a:b");
  }

  @Test
  void librariesThatAreTornAreRemovedAndWholeOnesStay() throws Exception {
    Path libraries = zip(folder.resolve("libraries.jar"), 40);
    assertThat(step(List.of("check", libraries.toString())).waitFor()).isZero();
    assertThat(libraries).exists();

    byte[] whole = Files.readAllBytes(libraries);
    Files.write(libraries, Arrays.copyOf(whole, whole.length / 2));
    assertThat(step(List.of("check", libraries.toString())).waitFor()).isZero();
    assertThat(libraries).doesNotExist();
    assertThat(step(List.of("check", libraries.toString())).waitFor()).isZero();
  }

  private Process launcher() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", root.resolve("bin/linesweep").toString(), "show")
            .redirectError(folder.resolve("err").toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("LINESWEEP_ARCHIVE", "off");
    builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    return builder.start();
  }

  private String output(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("err"))).isZero();
    return out;
  }

  private Process step(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", BASE + "/.mvn/JoinJars.java"));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
  }

  /** With all that it started, as Ctrl-C does, but without a word. */
  private static void kill(Process process) throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
  }

  private static int entries(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      zip.stream().forEach(entry -> read(zip, entry));
      return zip.size();
    }
  }

  private static void read(ZipFile zip, ZipEntry entry) {
    try {
      zip.getInputStream(entry).readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** So many entries of noise, named alike in every jar. */
  private static Path zip(Path file, int entries) throws IOException {
    SplittableRandom random = new SplittableRandom(entries);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < entries; i++) {
        byte[] bytes = new byte[100_000];
        random.nextBytes(bytes);
        zip.putNextEntry(new ZipEntry("entry" + i));
        zip.write(bytes);
      }
    }
    return file;
  }
}
