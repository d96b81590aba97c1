package dev.linesweep.spark.table;

import static dev.linesweep.spark.table.FileJob.reads;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Tables;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders, encodings and formats that are unusual, read as {@link FileJob} says. */
class UnusualFilesTest {
  @TempDir Path folder;

  private FileJob formula(String name, byte[] bytes) throws IOException {
    return FileJob.formula(Files.write(folder.resolve(name), bytes));
  }

  @Test
  void filesWhoseNamesHideThemAreMentioned() {
    Path all = folder.resolve("hidden");
    Tables.write(all, "a.csv", "y,x", "1,2", "2,3");
    for (String name : List.of("_SUCCESS", "_metadata", ".a.csv.crc", "._a.csv", ".DS_Store")) {
      Tables.write(all, name, "y,x", "3,4");
    }
    String keys = "  format: csv\n  label: y\n  features: [x]\n  order_by: [x]";
    assertThat(new FileJob(all, keys).read().notes()).isEmpty();

    Tables.write(all, "_x.csv", "y,x", "3,4");
    Tables.write(all, ".x.csv", "y,x", "3,4");
    TableData data = new FileJob(all, keys).read();
    reads(data, 2, 3);
    assertThat(data.notes()).singleElement().asString().contains("_x.csv", ".x.csv", "not read");
    assertThat(new FileJob(all.resolve("a.csv"), keys).read().notes()).isEmpty();
    assertThat(new FileJob(all.resolve("*.csv"), keys).read().notes()).hasSize(1);
    assertThat(new FileJob(all.resolve("a*.csv"), keys).read().notes()).isEmpty();
  }

  @Test
  void foldersWithinAFolderAreNotSilentlyLeftOut() {
    Tables.write(folder.resolve("d"), "a.csv", "y,x", "1,2", "2,3");
    Tables.write(folder.resolve("d/old"), "b.csv", "y,x", "3,4");
    FileJob job =
        new FileJob(
            folder.resolve("d"), "  format: csv\n  label: y\n  features: [x]\n  order_by: [x]");
    TableData data = job.read();
    reads(data, 2, 3);
    assertThat(data.notes())
        .containsExactly(
            "the files in the folder old are not read; options: {recursiveFileLookup: true} reads"
                + " them");
    TableData all = job.with("  options: {recursiveFileLookup: true}").read();
    reads(all, 2, 3, 4);
    assertThat(all.notes()).isEmpty();
  }

  @Test
  void otherFilesInAFolderAreLeftOutByAPattern() {
    for (String other : List.of("README.md", "a.json")) {
      Path all = folder.resolve(other.substring(0, 1));
      Tables.write(all, "1.csv", "y,x", "1,2", "2,3");
      Tables.write(all, other, other.endsWith("json") ? "{\"y\": 1, \"x\": 2}" : "# y\nz, and 1");
      FileJob job = new FileJob(all, "  format: csv\n  formula: y ~ x");
      String told =
          Pattern.compile("(?m)^  path: (.*)$")
              .matcher(job.refusal())
              .results()
              .map(line -> line.group(1))
              .findFirst()
              .orElseThrow();
      assertThat(told).endsWith("/*.csv");
      reads(new FileJob(Path.of(told.replace("file://", "")), job.keys()).read(), 2, 3);
    }
  }

  @Test
  void equalFilesAreNotReadTwice() {
    Path all = folder.resolve("twice");
    Tables.write(all, "1.csv", "y,x", "1,2", "2,3");
    Tables.write(all, "1 (1).csv", "y,x", "1,2", "2,3");
    FileJob job = new FileJob(all, "  format: csv\n  formula: y ~ x\n  order_by: [y]");
    assertThat(job.refusal())
        .isEqualTo(
            "data.path: 1 (1).csv and 1.csv are identical, so each row would be read 2 times, and"
                + " test rows would also be training rows. Use one of them: path: "
                + all.resolve("1.csv").toUri());
    reads(new FileJob(all.resolve("1.csv"), job.keys()).read(), 2, 3);
    Tables.write(all, "2.csv", "y,x", "3,4");
    assertThat(job.read().notes())
        .anySatisfy(note -> assertThat(note).startsWith("1 (1).csv and 1.csv are identical"));
  }

  @Test
  void encodingsOfOtherSystems() throws IOException {
    Path file = folder.resolve("w.csv");
    Files.write(file, "y;größe\n1,5;2\n2,5;3\n".getBytes(Charset.forName("windows-1252")));
    reads(new FileJob(file, "  label: y\n  features: [größe]").read(), 2, 3);
  }

  @Test
  void formatsThatSparkDoesNotReadAreNamed() throws IOException {
    assertThat(formula("a.parquet", "ARROW1\0\0more".getBytes(UTF_8)).refusal())
        .isEqualTo(
            "data.path: a.parquet is an Arrow file (Feather), which Spark does not read. Write it"
                + " as Parquet (pandas.read_feather(\"a.parquet\").to_parquet(\"a.parquet\")), and"
                + " set path to that file.");
    assertThat(formula("u.csv", "\uFEFFy,x\n1,2\n".getBytes(Charset.forName("UTF-32"))).refusal())
        .isEqualTo(
            "data.path: u.csv is in UTF-32. Convert it to UTF-8: iconv -f UTF-32 -t UTF-8 u.csv >"
                + " utf8.csv.");
  }

  @Test
  void compressedBytesThatEndTooEarlyAreNamed() throws IOException {
    java.io.ByteArrayOutputStream packed = new java.io.ByteArrayOutputStream();
    try (var gzip = new java.util.zip.GZIPOutputStream(packed)) {
      gzip.write("y,x\n1,2\n2,3\n4,7\n".getBytes(UTF_8));
    }
    byte[] cut = java.util.Arrays.copyOf(packed.toByteArray(), packed.size() - 9);
    assertThat(formula("t.csv.gz", cut).refusal())
        .isEqualTo(
            "data.path: t.csv.gz is cut off: its compressed bytes end too early. Copy or download"
                + " it again.");
  }

  @Test
  void twoByteOrderMarksAreNoName() throws IOException {
    reads(formula("b.csv", "\uFEFF\uFEFFx,y\n2,1\n3,2\n".getBytes(UTF_8)).read(), 2, 3);
  }

  @Test
  void namesInAnotherEncodingOrFormOfAccentsAreNamed() throws IOException {
    String keys = "  label: y\n  features: [Größe]";
    for (String charset : List.of("x-MacRoman", "IBM437")) {
      Path file =
          Files.write(
              folder.resolve("m.csv"), "y,Größe\n1,2\n2,3\n".getBytes(Charset.forName(charset)));
      assertThat(new FileJob(file, keys).refusal())
          .contains("Set encoding: %s under data".formatted(charset));
      reads(new FileJob(file, keys + "\n  encoding: " + charset).read(), 2, 3);
    }
    Path apart = Tables.write(folder, "n.csv", "y,Gro\u0308ße", "1,2", "2,3");
    assertThat(new FileJob(apart, keys).refusal())
        .contains("Copy its name from this message: \"Gro\u0308ße\".");
  }
}
