package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.linesweep.fixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, or not to be written, costs no journalled block. Needs leave to mount. */
@EnabledOnOs(OS.LINUX)
class FullDiskIT {
  private static final int SIZE = 4 << 20;

  private static final String JOB =
      """
      name: line
      data: {line: {}, standardize: none}
      parameters:
        optimizer: {values: [sgd, adam, rmsprop]}
        learning_rate: {min: 0.001, max: 1, count: 20, scale: log}
        epochs: {values: [1, 10, 40]}
      engine: fused
      """;

  @TempDir Path folder;
  private Path disk;
  private Path job;
  private Path larger;

  @BeforeEach
  void mountASmallDisk() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    String options = "size=" + SIZE;
    assumeTrue(
        did("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString()),
        "a tmpfs cannot be mounted here");
    job = Files.writeString(folder.resolve("job.yaml"), JOB);
    larger = Files.writeString(folder.resolve("larger.yaml"), JOB.replace("[1, 10", "[1, 5, 10"));
  }

  @AfterEach
  void unmount() throws Exception {
    did("umount", "-l", disk.toString());
  }

  @Test
  void aFullDiskIsSaidAndWhatWasJournalledIsResumedFrom() throws Exception {
    Path out = disk.resolve("out");
    assertThat(Ran.sweep("local[2]", job, out).code()).isZero();
    Map<String, byte[]> before = blocks(out);
    byte[] summary = Files.readAllBytes(out.resolve("summary.csv"));
    Path filler = fill();

    Ran full = Ran.sweep("local[2]", larger, out);

    assertThat(full.code()).as(full.err()).isEqualTo(1);
    assertThat(full.err())
        .contains("error: cannot write " + out, "No space left on device")
        .doesNotContain("\tat ", "bug in Linesweep");
    requireKept(before, out);
    assertThat(out.resolve("summary.csv")).hasBinaryContent(summary);

    Files.delete(filler);
    requireResumed(out, before);
  }

  @Test
  void aFolderThatIsReadOnlyIsSaidAndResumedFromLater() throws Exception {
    Path out = disk.resolve("out");
    assertThat(Ran.sweep("local[2]", job, out).code()).isZero();
    Map<String, byte[]> before = blocks(out);
    assumeTrue(did("mount", "-o", "remount,ro", disk.toString()), "cannot be remounted");

    Ran refused = Ran.sweep("local[2]", larger, out);

    assertThat(refused.code()).as(refused.err()).isEqualTo(1);
    assertThat(refused.err())
        .contains("error: --out: " + out + " cannot be written", "is on a read-only file system");
    requireKept(before, out);
    assertThat(did("mount", "-o", "remount,rw", disk.toString())).isTrue();
    requireResumed(out, before);
  }

  private void requireResumed(Path out, Map<String, byte[]> before) throws IOException {
    Path fresh = folder.resolve("fresh");
    assertThat(Ran.sweep("local[2]", larger, fresh).code()).isZero();
    Ran resumed = Ran.sweep("local[2]", larger, out);
    assertThat(resumed.code()).as(resumed.err()).isZero();
    requireKept(before, out);
    assertThat(out.resolve("summary.csv")).hasSameBinaryContentAs(fresh.resolve("summary.csv"));
  }

  private static void requireKept(Map<String, byte[]> before, Path out) throws IOException {
    assertThat(before).isNotEmpty();
    Map<String, byte[]> now = blocks(out);
    before.forEach((name, bytes) -> assertThat(now.get(name)).as(name).isEqualTo(bytes));
  }

  /** Leaves less than any of the files to come needs. */
  private Path fill() throws IOException {
    Path filler = disk.resolve("filler");
    long free = disk.toFile().getUsableSpace();
    return Files.write(filler, new byte[(int) free - 4096]);
  }

  private static Map<String, byte[]> blocks(Path out) throws IOException {
    Map<String, byte[]> blocks = new TreeMap<>();
    for (Path file : files(out.resolve("journal"))) {
      if (file.toString().endsWith(".block")) {
        blocks.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return blocks;
  }

  private static List<Path> files(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? List.of() : Arrays.stream(names).map(folder::resolve).toList();
  }

  private static boolean did(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
