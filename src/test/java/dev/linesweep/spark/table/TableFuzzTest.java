package dev.linesweep.spark.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Samples;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SplitSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a data file, it becomes samples or is refused with a sentence. */
class TableFuzzTest {
  private static final SplitSpec SPLIT = new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13);
  private static final int ROWS = 30;
  private static final List<String> PIECES =
      List.of(
          ",",
          "\"",
          "'",
          "\n",
          "\r",
          "\r\n",
          "\t",
          ";",
          "NaN",
          "Infinity",
          "null",
          "1e999",
          "-",
          "=1+1",
          "\u0000",
          "\uFEFF",
          "ü😀",
          "\u001B[2J",
          "<script>",
          "{",
          "}",
          "[",
          ":",
          "\\",
          "9".repeat(400),
          "y",
          "x");

  @TempDir Path folder;

  @Test
  void twoHundredMutatedFiles() throws IOException {
    mutate(200, 13);
  }

  @Test
  @Tag("long")
  void twoThousandMutatedFiles() throws IOException {
    mutate(2000, 42);
  }

  private void mutate(int count, long seed) throws IOException {
    List<Tables> tables = List.of(csv(), json(), csv().formula("y ~ x + town"), parquet());
    List<byte[]> originals = new ArrayList<>();
    for (Tables table : tables) {
      originals.add(Files.readAllBytes(Path.of(URI.create(table.path()))));
    }
    Random random = new Random(seed);
    List<Throwable> bugs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int which = i % tables.size();
      byte[] mutated = mutated(originals.get(which), random);
      Tables table = at(tables.get(which), i, mutated);
      read(table, i, bugs);
    }
    assertThat(bugs).isEmpty();
  }

  private static void read(Tables table, int number, List<Throwable> bugs) {
    try {
      Samples.of(table.read().matrix(), SPLIT, DataSpec.Standardize.ALL);
    } catch (JobException e) {
      assertThat(e.problems()).as("file %d", number).isNotEmpty();
      assertThat(e.problems())
          .as("file %d", number)
          .allMatch(problem -> problem.matches("(?s)[a-z_.]+: .+") && !problem.contains("\tat "));
    } catch (RuntimeException | Error e) {
      bugs.add(new AssertionError("file " + number + " of " + table.format(), e));
    }
  }

  private Tables csv() {
    StringBuilder rows = new StringBuilder("y,x,z,town\n");
    for (int i = 0; i < ROWS; i++) {
      rows.append(i * 3 + i % 7).append(',').append(i).append(',').append(i % 5 - 0.5);
      rows.append(',').append(List.of("Köln", "Bonn", "Ulm").get(i % 3)).append('\n');
    }
    return named("csv", rows.toString().getBytes(UTF_8)).option("header", "true");
  }

  private Tables json() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      rows.append("{\"y\": %d, \"x\": %d, \"z\": %d.5}\n".formatted(i * 3 + i % 7, i, i % 5));
    }
    return named("json", rows.toString().getBytes(UTF_8));
  }

  private Tables parquet() throws IOException {
    Path written = folder.resolve("written");
    SharedSpark.session()
        .read()
        .json(json().path())
        .coalesce(1)
        .write()
        .parquet(written.toString());
    try (var parts = Files.newDirectoryStream(written, "*.parquet")) {
      return named("parquet", Files.readAllBytes(parts.iterator().next()));
    }
  }

  private Tables named(String format, byte[] bytes) {
    return at(Tables.at(folder).format(format).select("y", "x", "z"), -1, bytes);
  }

  /** A file of its own for each, since Spark remembers what it has read. */
  private Tables at(Tables table, int number, byte[] bytes) {
    try {
      Path file = folder.resolve("data-" + number + "." + table.format());
      return table.path(Files.write(file, bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] mutated(byte[] original, Random random) {
    byte[] bytes = original;
    for (int edits = 1 + random.nextInt(4); edits > 0 && bytes.length > 0; edits--) {
      int at = random.nextInt(bytes.length);
      int end = Math.min(bytes.length, at + 1 + random.nextInt(12));
      bytes =
          switch (random.nextInt(6)) {
            case 0 -> joined(bytes, at, new byte[0], end);
            case 1 -> joined(bytes, at, piece(random), at);
            case 2 -> joined(bytes, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
            case 3 -> joined(bytes, at, bytes, at);
            case 4 -> joined(bytes, at, new byte[0], bytes.length);
            default -> joined(bytes, at, piece(random), end);
          };
    }
    return bytes;
  }

  private static byte[] piece(Random random) {
    return PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8);
  }

  /** The bytes before {@code at}, then the middle, then those from {@code end}. */
  private static byte[] joined(byte[] bytes, int at, byte[] middle, int end) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(middle);
    out.write(bytes, end, bytes.length - end);
    return out.toByteArray();
  }
}
