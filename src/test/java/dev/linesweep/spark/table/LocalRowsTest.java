package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.OtherColumns;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small file gives what Spark's reader makes of it, to the bit and the word. */
class LocalRowsTest {
  private static final Path CASES =
      Path.of(System.getProperty("linesweep.basedir", ""), "src/test/resources/cases");

  @TempDir Path folder;

  private final AtomicInteger withoutSql = new AtomicInteger();
  private int files;

  /**
   * What comes of reading a table.
   *
   * @param result all of the table, or all of a refusal
   */
  private record Outcome(List<Object> result) {
    static Outcome of(
        TableSession session, DataSpec.Table table, TableReader.Rules rules, String name) {
      try {
        TableData data =
            TableReader.read(new RowSource.Named(), session, table, rules, unset -> null);
        return new Outcome(
            List.of(
                name,
                Arrays.toString(data.matrix().x()),
                Arrays.toString(data.matrix().y()),
                data.matrix().features(),
                data.matrix().label(),
                data.encoder(),
                data.rows(),
                data.description(),
                data.notes(),
                data.baselines().stream().map(b -> Arrays.toString(b.values())).toList()));
      } catch (JobException refused) {
        return new Outcome(List.of(name, refused.problems()));
      }
    }
  }

  private void compare(
      String name, DataSpec.Table table, TableReader.Rules rules, SoftAssertions all) {
    SparkSession spark = SharedSpark.session();
    AtomicInteger started = new AtomicInteger();
    TableSession local =
        TableSession.of(
            spark.sparkContext(),
            () -> {
              started.incrementAndGet();
              return spark;
            });
    Outcome ours = Outcome.of(local, table, rules, name);
    withoutSql.addAndGet(1 - Math.min(1, started.get()));
    all.assertThat(ours).isEqualTo(Outcome.of(TableSession.ofAllFiles(spark), table, rules, name));
  }

  /** The second charset is one that Spark's own reader is not trusted with. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "windows-1252"})
  void aCellOfQuotesAloneIsWhatSparkMakesOfIt(String charset) throws IOException {
    StringBuilder rows = new StringBuilder("kind,price\n");
    for (int row = 0; row < 12; row++) {
      rows.append(List.of("\"\",", "Öl,", "\"Öl\",").get(row % 3)).append(row).append('\n');
    }
    Path csv = Files.writeString(folder.resolve("q.csv"), rows, Charset.forName(charset));
    Path job =
        Files.writeString(
            folder.resolve("q.yaml"),
            "name: quotes\ndata: {format: csv, path: %s, formula: price ~ kind}\n".formatted(csv)
                + "parameters: {optimizer: sgd, learning_rate: 0.1, epochs: 1}\n");
    SweepSpec spec = spec(job).orElseThrow();
    SoftAssertions all = new SoftAssertions();
    compare(
        charset,
        (DataSpec.Table) spec.data().source(),
        new TableReader.Rules(spec.data().missing(), spec.data().unseen(), spec.split(), 0),
        all);
    all.assertAll();
  }

  @Test
  void tablesAsPeopleBringThem() throws IOException {
    Set<DataSpec.Origin> read = new HashSet<>();
    jobs(origin -> read.add(origin));
    assertThat(withoutSql.get()).isGreaterThan(20);
  }

  @Test
  @Tag("long")
  void allJobsOnTablesAsPeopleBringThem() throws IOException {
    jobs(origin -> true);
    assertThat(withoutSql.get()).isGreaterThan(20);
  }

  /** Reads the tables of jobs that need no SQL. */
  private void jobs(Predicate<DataSpec.Origin> wanted) throws IOException {
    SoftAssertions all = new SoftAssertions();
    try (Stream<Path> files = Files.walk(CASES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
        Optional<SweepSpec> spec = spec(file);
        boolean bySql = Files.readString(file).matches("(?s).*\\n  (query|order_by):.*");
        if (!bySql
            && spec.isPresent()
            && spec.get().data().source() instanceof DataSpec.Table table
            && table.origin() instanceof DataSpec.Files origin
            && origin.format().matches("csv|parquet")
            && Files.isRegularFile(
                Path.of(new org.apache.hadoop.fs.Path(origin.path()).toUri().getPath()))
            && wanted.test(origin)) {
          TableReader.Rules rules =
              new TableReader.Rules(
                  spec.get().data().missing(), spec.get().data().unseen(), spec.get().split(), 0);
          compare(CASES.relativize(file).toString(), table, rules, all);
        }
      }
    }
    all.assertAll();
  }

  private static Optional<SweepSpec> spec(Path file) throws IOException {
    try {
      return Optional.of(
          SpecReader.read(Files.readString(file), file.toAbsolutePath().toString(), List.of()));
    } catch (JobException refused) {
      return Optional.empty();
    }
  }

  @Test
  void fortyDirtyTables() throws IOException {
    dirtyTables(DirtyTable.Way.values().length, 5);
    assertThat(withoutSql.get()).isGreaterThan(15);
  }

  @Test
  @Tag("long")
  void twoThousandDirtyTables() throws IOException {
    dirtyTables(
        Integer.getInteger("linesweep.fuzz.tables", 2000), Long.getLong("linesweep.fuzz.seed", 42));
  }

  private void dirtyTables(int count, long seed) throws IOException {
    SoftAssertions all = new SoftAssertions();
    DirtyTable.Way[] ways = DirtyTable.Way.values();
    for (int i = 0; i < count; i++) {
      DirtyTable.Way way = ways[i % ways.length];
      Random random = new Random(seed * 1_000_003 + i);
      DirtyTable table = DirtyTable.of(way, random);
      if (table.files().size() > 1) {
        continue;
      }
      byte[] bytes = table.files().get(0);
      boolean torn = (i + i / ways.length) % 3 == 2;
      Path file = folder.resolve("t" + i + ".csv");
      Files.write(file, torn ? mutated(bytes, random) : bytes);
      Tables job = table.job().of(Tables.at(file));
      Tables chosen = (i + i / ways.length) % 2 == 0 ? job.drop() : job;
      DataSpec.Table spec = chosen.spec();
      compare(
          i + " " + way,
          new DataSpec.Table(
              spec.origin(),
              spec.query(),
              spec.selection(),
              spec.orderBy(),
              spec.hint(),
              table.job().cells(),
              new OtherColumns(List.of(new DataSpec.BaselineColumn("rooms", "rooms")))),
          chosen.rules(),
          all);
    }
    all.assertAll();
  }

  /** What a column of a Parquet file can be, as SQL of the number of a row. */
  private static final List<String> TYPES =
      List.of(
          "id * 0.37D - 3",
          "if(id % 7 = 3, null, id * 0.37D - 3)",
          "cast(id * 0.1D as float)",
          "cast(if(id % 5 = 0, null, id) as int)",
          "id * 4611686018427387",
          "id % 3 = 0",
          "if(id % 4 = 0, null, id % 2 = 0)",
          "element_at(array('a', 'Öl', ' b ', 'a'), cast(id % 4 + 1 as int))",
          "if(id % 6 = 0, null, element_at(array('x', 'y'), cast(id % 2 + 1 as int)))",
          "cast(id * 3 as string)",
          "concat(id, ',5')",
          "cast('NaN' as double)",
          "if(id = 9, cast('Infinity' as double), id)",
          "-0.0D * id",
          "cast(id as short)",
          "cast(id as decimal(12, 3))",
          "date_add(date'2024-01-01', cast(id as int))",
          "timestamp_seconds(id * 86400)",
          "array(id, id + 1)",
          "cast('ab' as binary)");

  @Test
  void parquetFilesOfAllTypes() throws IOException {
    parquetFiles(20);
    assertThat(withoutSql.get()).isBetween(4, 18);
  }

  @Test
  @Tag("long")
  void moreParquetFilesOfAllTypes() throws IOException {
    parquetFiles(200);
    assertThat(withoutSql.get()).isBetween(40, 180);
  }

  private void parquetFiles(int count) throws IOException {
    SoftAssertions all = new SoftAssertions();
    Random random = new Random(7);
    for (int i = 0; i < count; i++) {
      Path file = parquet(i, random);
      List<String> features = random.nextBoolean() ? List.of("a") : List.of("a", "b");
      Tables named = Tables.at(file).format("parquet");
      Tables job =
          random.nextBoolean()
              ? named.select("y", features.toArray(String[]::new))
              : named.formula("y ~ " + String.join(" + ", features));
      compare(i + " " + features, job.drop().spec(), job.drop().rules(), all);
    }
    all.assertAll();
  }

  /** A label, two columns of any types, and perhaps a third that the job does not read. */
  private Path parquet(int number, Random random) throws IOException {
    String some = TYPES.get(number % TYPES.size());
    String other = TYPES.get(random.nextInt(TYPES.size()));
    String rest = random.nextInt(3) == 0 ? TYPES.get(random.nextInt(TYPES.size())) : "id";
    Path written = folder.resolve("parquet" + number);
    SharedSpark.session()
        .range(0, 40, 1, 1)
        .selectExpr("id * 0.5D + 1 as y", some + " as a", other + " as b", rest + " as `" + "c c`")
        .write()
        .option("compression", List.of("snappy", "zstd", "none").get(number % 3))
        .parquet(written.toString());
    try (Stream<Path> parts = Files.list(written)) {
      Path part = parts.filter(p -> p.toString().endsWith(".parquet")).findFirst().orElseThrow();
      return Files.move(part, folder.resolve("p" + number + ".parquet"));
    }
  }

  /** Files that others than Spark wrote, or changed after it. */
  @Test
  void parquetFilesOfOtherWriters() throws IOException {
    String required =
        "message m { required double y; required double a; required double b; "
            + "optional binary t (STRING); }";
    String alike = required.replace("double b", "double A");
    String left =
        "{\"type\":\"struct\",\"fields\":[%s,%s,%s,{\"name\":\"t\",\"type\":\"string\",\"nullable\":true,\"metadata\":{}}]}";
    String field = "{\"name\":\"%s\",\"type\":\"double\",\"nullable\":true,\"metadata\":{}}";
    String asIs = left.formatted(field.formatted("y"), field.formatted("a"), field.formatted("b"));
    String renamed =
        left.formatted(field.formatted("y"), field.formatted("old"), field.formatted("b"));
    String reordered =
        left.formatted(field.formatted("y"), field.formatted("b"), field.formatted("a"));
    SoftAssertions all = new SoftAssertions();
    for (String formula : List.of("y ~ a + t", "y ~ a + b", "y ~ missing")) {
      bothWays("required " + formula, example(required, ""), formula, all);
      bothWays("as it was left " + formula, example(required, asIs), formula, all);
    }
    assertThat(withoutSql.get()).isEqualTo(6);
    for (String formula : List.of("y ~ a + b", "y ~ b")) {
      bothWays("alike " + formula, example(alike, ""), formula, all);
      bothWays("renamed " + formula, example(required, renamed), formula, all);
      bothWays("reordered " + formula, example(required, reordered), formula, all);
    }
    assertThat(withoutSql.get()).isEqualTo(6);
    all.assertAll();
  }

  @Test
  void aParquetFileWithADamagedPageIsRefusedBothWays() throws IOException {
    String schema =
        "message m { required double y; required double a; required double b; "
            + "optional binary t (STRING); }";
    Path file = example(schema, "", CompressionCodecName.UNCOMPRESSED);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 3] ^= 16;
    Files.write(file, bytes);
    for (TableSession session :
        List.of(
            TableSession.of(SharedSpark.session()),
            TableSession.ofAllFiles(SharedSpark.session()))) {
      Tables job = Tables.at(file).format("parquet").formula("y ~ a + b");
      assertThatThrownBy(
              () ->
                  TableReader.read(
                      new RowSource.Named(), session, job.spec(), job.rules(), unset -> null))
          .isInstanceOf(JobException.class)
          .hasMessageContaining(file.getFileName() + " is damaged")
          .hasMessageContaining("Copy or write it again.");
    }
  }

  private void bothWays(String name, Path file, String formula, SoftAssertions all) {
    Tables job = Tables.at(file).format("parquet").formula(formula).drop();
    compare(name, job.spec(), job.rules(), all);
  }

  /** Of several groups of rows and pages of the second version, with checksums. */
  private Path example(String schema, String leftBySpark) throws IOException {
    return example(schema, leftBySpark, CompressionCodecName.GZIP);
  }

  private Path example(String schema, String leftBySpark, CompressionCodecName codec)
      throws IOException {
    MessageType type = MessageTypeParser.parseMessageType(schema);
    Path file = folder.resolve("example" + files++ + ".parquet");
    List<String> texts = List.of("NA", "", "null", "b", "-", "c ");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(type)
            .withRowGroupSize(2_000L)
            .withMinRowCountForPageSizeCheck(10)
            .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_2_0)
            .withCompressionCodec(codec)
            .withPageWriteChecksumEnabled(true)
            .withExtraMetaData(
                leftBySpark.isEmpty()
                    ? Map.of()
                    : Map.of("org.apache.spark.sql.parquet.row.metadata", leftBySpark))
            .build()) {
      for (int row = 0; row < 400; row++) {
        Group group = new SimpleGroup(type);
        group.add(0, row * 0.5 + 1);
        group.add(1, row % 7 * 0.3);
        group.add(2, row % 11 * 0.2);
        if (row % 5 > 0) {
          group.add(3, texts.get(row % texts.size()));
        }
        writer.write(group);
      }
    }
    return file;
  }

  private static final List<String> PIECES =
      List.of(
          ",",
          "\"",
          "\"\"",
          "\n",
          "\r",
          "\r\n",
          "\n\n",
          " \n",
          "\t",
          ";",
          "NaN",
          "Infinity",
          "1e999",
          "\u0000",
          "\uFEFF",
          "\u0001",
          "ü😀",
          "\\",
          "\\\"",
          "#",
          "=",
          "\"a\"b",
          "\u00A0",
          "\u2028");

  /** With one to three pieces put in, or taken out. */
  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] all = bytes;
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int at = random.nextInt(all.length + 1);
      int end = random.nextBoolean() ? at : Math.min(all.length, at + random.nextInt(4));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(all, 0, at);
      out.writeBytes(
          random.nextInt(8) == 0
              ? new byte[] {(byte) random.nextInt(256)}
              : PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
      out.write(all, end, all.length - end);
      all = out.toByteArray();
    }
    return all;
  }
}
