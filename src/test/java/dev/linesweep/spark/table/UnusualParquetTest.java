package dev.linesweep.spark.table;

import static dev.linesweep.spark.table.FileJob.reads;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet with types and columns of other tools, read as {@link FileJob} says. */
class UnusualParquetTest {
  @TempDir Path folder;

  @Test
  void bytesAndTimesOfParquetBecomeNumbers() throws IOException {
    MessageType type =
        MessageTypeParser.parseMessageType(
            "message rows { required double y; required binary x; required binary k; required int64"
                + " t (TIME(MICROS,false)); }");
    Path file = folder.resolve("b.parquet");
    try (ParquetWriter<org.apache.parquet.example.data.Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withType(type)
            .withConf(new Configuration())
            .build()) {
      for (int i = 1; i <= 4; i++) {
        SimpleGroup row = new SimpleGroup(type);
        row.add("y", (double) i);
        row.add("x", Binary.fromString("1" + i + ".5"));
        row.add("k", Binary.fromString(i % 2 == 0 ? "a" : "b"));
        row.add("t", (3600L * i + 60 + 1) * 1_000_000 + 250_000);
        writer.write(row);
      }
    }
    String keys = "  format: parquet\n  label: y\n  order_by: [y]\n  ";
    FileJob bytes = new FileJob(file, keys + "features: [x]");
    assertThat(bytes.refusal()).contains("cast(cast(x AS string) AS double) AS x_number");
    reads(bytes.asTold().renamed("[x]", "[x_number]").read(), 11.5, 12.5, 13.5, 14.5);
    FileJob times = new FileJob(file, keys + "features: [t]");
    reads(
        times.asTold().renamed("[t]", "[t_seconds]").read(), 3661.25, 7261.25, 10861.25, 14461.25);
    assertThat(new FileJob(file, keys + "features: [k]").refusal())
        .contains("its bytes are not numbers written as text")
        .doesNotContain("hash");
    FileJob category = new FileJob(file, "  format: parquet\n  order_by: [y]\n  formula: y ~ k");
    assertThat(category.asTold().read().matrix().features()).hasSize(1);
  }

  @Test
  void aTypeOfParquetThatSparkDoesNotReadIsNamedWithItsColumn() throws IOException {
    MessageType type =
        MessageTypeParser.parseMessageType(
            "message m { required double y; required fixed_len_byte_array(2) half (FLOAT16); }");
    Path file = folder.resolve("h.parquet");
    try (ParquetWriter<?> writer = writer(file, type)) {
      assertThat(writer).isNotNull();
    }
    assertThat(new FileJob(file, "  label: y\n  features: [half]").refusal())
        .startsWith("data.path: column half of ")
        .endsWith(
            "h.parquet has the type FIXED_LEN_BYTE_ARRAY (FLOAT16), which Spark does not read."
                + " Write the file without it, or with another type, such as float32 instead of"
                + " float16.");
  }

  private static ParquetWriter<?> writer(Path file, MessageType type) throws IOException {
    var writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withType(type)
            .withConf(new Configuration())
            .build();
    SimpleGroup row = new SimpleGroup(type);
    row.append("y", 1.0);
    row.append("half", Binary.fromConstantByteArray(new byte[2]));
    writer.write(row);
    return writer;
  }

  @Test
  void parquetFilesThatDoNotFitTogetherAreNamed() throws IOException {
    Path all = folder.resolve("types");
    parquet(all.resolve("1.parquet"), "optional double y; optional double x;");
    parquet(all.resolve("2.parquet"), "optional double y; optional int64 x;");
    FileJob job = new FileJob(all.resolve("*.parquet"), "  formula: y ~ x\n  order_by: [y]");
    assertThat(job.refusal())
        .isEqualTo(
            "data.path: column \"x\" has the type DOUBLE in 1.parquet but INT64 in 2.parquet. Write"
                + " it with the same type to all files, such as with df.astype({\"x\":"
                + " \"float64\"}) in pandas.");
  }

  @Test
  void aColumnThatTheFirstParquetFileLacksIsNamed() throws IOException {
    Path all = folder.resolve("columns");
    parquet(all.resolve("1.parquet"), "optional double y;");
    parquet(all.resolve("2.parquet"), "optional double y; optional double x;");
    FileJob job = new FileJob(all.resolve("*.parquet"), "  formula: y ~ x\n  order_by: [y]");
    assertThat(job.refusal())
        .isEqualTo(
            "data.path: column \"x\" is in 2.parquet, but not in all files. To treat it as missing"
                + " in the other files, set options: {mergeSchema: true}.");
    reads(job.with("  options: {mergeSchema: true}\n  missing: drop").read(), 1, 2, 3);
  }

  @Test
  void aParquetFileThatHasANameTwiceOrIsCutOffIsNamed() throws IOException {
    Path twice = parquet(folder.resolve("t.parquet"), "optional double y; optional double y;");
    assertThat(new FileJob(twice, "  label: y\n  features: [x]").refusal())
        .startsWith("data.path: t.parquet has more than one column named \"y\".");
    Path whole = parquet(folder.resolve("c.parquet"), "optional double y; optional double x;");
    byte[] bytes = Files.readAllBytes(whole);
    Path cut =
        Files.write(
            folder.resolve("cut.parquet"), java.util.Arrays.copyOf(bytes, bytes.length - 20));
    assertThat(new FileJob(cut, "  label: y\n  features: [x]").refusal())
        .isEqualTo(
            "data.path: cut.parquet is damaged or cut off: it does not end as a Parquet file does."
                + " Copy or write it again.");
  }

  private static Path parquet(Path file, String fields) throws IOException {
    MessageType type = MessageTypeParser.parseMessageType("message m { " + fields + " }");
    try (ParquetWriter<org.apache.parquet.example.data.Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withType(type)
            .withConf(new Configuration())
            .build()) {
      for (int i = 1; i <= 3; i++) {
        SimpleGroup row = new SimpleGroup(type);
        for (int field = 0; field < type.getFieldCount(); field++) {
          if (fields.split(";")[field].contains("double")) {
            row.add(field, (double) i);
          } else {
            row.add(field, (long) i);
          }
        }
        writer.write(row);
      }
    }
    return file;
  }
}
