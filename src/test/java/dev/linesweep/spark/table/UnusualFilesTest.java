package dev.linesweep.spark.table;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.text.QuotedName;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files of many tools: they are read right, or refused with a sentence whose lines work when they
 * are written under {@code data} as they stand.
 */
class UnusualFilesTest {
  private static final Pattern LINES = Pattern.compile("(?m)^(  [a-z_]+: .*)$");

  @TempDir Path folder;

  /** A file and the other lines of {@code data}. */
  private record Job(Path file, String keys) {
    TableData read() {
      String yaml =
          "name: t\ndata:\n  path: '%s'\n%s\nparameters: {optimizer: sgd, epochs: 1}\n"
              .formatted(file.toUri(), keys);
      SweepSpec spec = SpecReader.read(yaml, "file:/job.yaml", List.of());
      return TableReader.read(
          SharedSpark.session(),
          (DataSpec.Table) spec.data().source(),
          new TableReader.Rules(
              spec.data().missing(),
              spec.data().unseen(),
              new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13)),
          name -> null);
    }

    String refusal() {
      JobException refused = catchThrowableOfType(JobException.class, this::read);
      assertThat(refused).as(keys).isNotNull();
      return String.valueOf(refused.getMessage());
    }

    /** With the lines of the message, and other names where the message says so. */
    Job asTold() {
      Matcher lines = LINES.matcher(refusal());
      String told =
          lines.results().map(line -> line.group(1)).distinct().collect(Collectors.joining("\n"));
      assertThat(told).as(refusal()).isNotEmpty();
      return new Job(file, keys + "\n" + told);
    }

    Job renamed(String from, String to) {
      return new Job(file, keys.replace(from, to));
    }

    Job with(String line) {
      return new Job(file, keys + "\n" + line);
    }
  }

  private Job job(String name, String... lines) {
    return new Job(Tables.write(folder, name, lines), "  label: y\n  features: [x]");
  }

  private void refused(Job job, String message) {
    assertThat(job.refusal()).isEqualTo("data.path: " + message);
  }

  private static void reads(TableData data, double... x) {
    assertThat(data.matrix().x()).containsExactly(x);
  }

  @Test
  void rowsWithinAnAnswerOfAnApi() {
    String rows = "[{\"y\": 1, \"x\": 2}, {\"y\": 2, \"x\": 3}]";
    reads(job("a.json", "{\"status\": \"ok\", \"data\": " + rows + "}").asTold().read(), 2, 3);
    reads(job("b.json", "{\"r\": {\"my items\":", rows + "}}").asTold().read(), 2, 3);
  }

  @Test
  void listsThatAreColumns() {
    reads(job("a.json", "{\"y\": [1, 2, 3], \"x\": [2, 3, 5]}").asTold().read(), 2, 3, 5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{\"y\":{\"0\":1,\"1\":2},\"x\":{\"0\":3,\"1\":4}}",
        "{\"0\":{\"y\":1,\"x\":2},\"1\":{\"y\":2,\"x\":3}}",
        "{\"columns\":[\"y\",\"x\"],\"index\":[0,1],\"data\":[[1,2],[2,3]]}",
      })
  void theWaysOfPandasAreNamed(String text) {
    refused(
        job("p.json", text),
        "p.json has one object for the whole table, as pandas writes it. Write one object per row:"
            + " df.to_json(\"rows.json\", orient=\"records\", lines=True).");
  }

  @Test
  void rowsAsArraysAreNamed() {
    refused(
        job("a.json", "[[1, 2], [2, 3]]"),
        "the rows of a.json are arrays, and must be objects, which name their columns. Convert it:"
            + " jq -c '.[] | {c0: .[0], c1: .[1]}' a.json > rows.json.");
    refused(
        job("b.json", "[1, 2]", "[2, 3]"),
        "the rows of b.json are arrays, and must be objects, which name their columns. Convert it:"
            + " jq -c '{c0: .[0], c1: .[1]}' b.json > rows.json.");
  }

  @Test
  void numbersThatJsonDoesNotHaveAreMissingOrNamed() {
    Job nan = job("n.json", "{'y': 1, 'x': NaN}", "{\"y\": 2, \"x\": 3}", "{\"y\": 4, \"x\": 5}");
    assertThat(nan.refusal()).startsWith("data.missing: column \"x\" has no value in 1 of 3 rows");
    reads(nan.with("  missing: drop").read(), 3, 5);
    Job infinite = job("i.json", "[{\"y\": 1, \"x\": -Infinity},", "{\"y\": 2, \"x\": 3}]");
    assertThat(infinite.refusal()).contains("column \"x\" is infinite in 1 row, first in row 1");
  }

  @Test
  void namesThatStandTwiceInAnObjectAreLocated() {
    refused(
        job("d.json", "{\"y\": 1, \"x\": 2}", "{\"y\": 1, \"x\": 2, \"x\": 3}"),
        "d.json: line 2 has the name \"x\" twice in one object. Remove one of them; jq -c . d.json"
            + " > once.json keeps the last.");
    refused(
        job("e.json", "[{\"y\": 1, \"x\": 2},", "{\"y\": 1, \"x\": 2, \"x\": 3}]"),
        "e.json: line 2 has the name \"x\" twice in one object. Remove one of them; jq -c . e.json"
            + " > once.json keeps the last.");
  }

  @Test
  void linesOfJsonInUtf16AreNamed() throws IOException {
    String text = "{\"y\": 1, \"x\": 2}\n{\"y\": 2, \"x\": 3}\n";
    Path file = Files.write(folder.resolve("u.json"), text.getBytes(UTF_16));
    Job job = new Job(file, "  label: y\n  features: [x]");
    refused(
        job,
        "u.json is in UTF-16. Convert it to UTF-8: iconv -f UTF-16 -t UTF-8 u.json > utf8.json.");
    Files.write(file, text.getBytes(UTF_8));
    reads(job.read(), 2, 3);
  }

  @Test
  void quotesThatABackslashEscapes() {
    String escape = "  options: {escape: \"\\\\\"}";
    Job job = job("e.csv", "y,x,t", "1,2,\"a\\\"b\"", "2,3,\"c, d\"").with(escape);
    reads(job.read(), 2, 3);
    Job torn = job("f.csv", "y,x,t", "1,2,\"a\\\"b\"", "2,3,\"c, d\"", "4,5").with(escape);
    refused(
        torn,
        "a row cannot be read with these options: it has more or fewer cells than the 3 of the"
            + " header, or its quotes do not close: \"4,5\". Fix the row, or set options: {mode:"
            + " DROPMALFORMED} to leave out such rows.");
    Job dropped =
        job("f.csv", "y,x,t", "1,2,\"a\\\"b\"", "2,3,\"c, d\"", "4,5")
            .with("  options: {escape: \"\\\\\", mode: DROPMALFORMED}");
    reads(dropped.read(), 2, 3);
  }

  @Test
  void quotesAsSparkWritesThemAreNamedWithTheOption() {
    String[] lines = {"y,x,t", "1,2,\"say \\\"2\\\", x\"", "2,3,\"c\"", "3,4,\"5\\\"\""};
    Job job = job("s.csv", lines);
    refused(
        job,
        "s.csv: quotes within cells have a backslash before them (\\\", found by line 2). Set"
            + " options: {escape: \"\\\\\"}.");
    Matcher option = Pattern.compile("options: \\{.*}").matcher(job.refusal());
    assertThat(option.find()).isTrue();
    Job told = job.with("  " + option.group());
    reads(told.read(), 2, 3, 4);
    Job length = new Job(told.file(), told.keys().replace("[x]", "[n]"));
    reads(length.with("  query: SELECT y, length(t) AS n FROM input").read(), 10, 1, 2);
  }

  @Test
  void filesWhoseNamesHideThemAreMentioned() {
    Path all = folder.resolve("hidden");
    Tables.write(all, "a.csv", "y,x", "1,2", "2,3");
    for (String name : List.of("_SUCCESS", "_metadata", ".a.csv.crc", "._a.csv", ".DS_Store")) {
      Tables.write(all, name, "y,x", "3,4");
    }
    String keys = "  format: csv\n  label: y\n  features: [x]\n  order_by: [x]";
    assertThat(new Job(all, keys).read().notes()).isEmpty();

    Tables.write(all, "_x.csv", "y,x", "3,4");
    Tables.write(all, ".x.csv", "y,x", "3,4");
    TableData data = new Job(all, keys).read();
    reads(data, 2, 3);
    assertThat(data.notes()).singleElement().asString().contains("_x.csv", ".x.csv", "not read");
    assertThat(new Job(all.resolve("a.csv"), keys).read().notes()).isEmpty();
    assertThat(new Job(all.resolve("*.csv"), keys).read().notes()).hasSize(1);
    assertThat(new Job(all.resolve("a*.csv"), keys).read().notes()).isEmpty();
  }

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
    Job bytes = new Job(file, keys + "features: [x]");
    assertThat(bytes.refusal()).contains("cast(cast(x AS string) AS double) AS x_number");
    reads(bytes.asTold().renamed("[x]", "[x_number]").read(), 11.5, 12.5, 13.5, 14.5);
    Job times = new Job(file, keys + "features: [t]");
    reads(
        times.asTold().renamed("[t]", "[t_seconds]").read(), 3661.25, 7261.25, 10861.25, 14461.25);
    assertThat(new Job(file, keys + "features: [k]").refusal())
        .contains("its bytes are not numbers as text")
        .doesNotContain("hash");
    Job category = new Job(file, "  format: parquet\n  order_by: [y]\n  formula: y ~ k");
    assertThat(category.asTold().read().matrix().features()).hasSize(1);
  }

  @Test
  void quotesThatAreText() {
    Job job = job("q.csv", "y,x,t", "1,2,5\" disc", "2,3,4,5", "3,4,\"a").with(NO_QUOTE);
    assertThat(job.refusal()).startsWith("data.path: q.csv: line 3 (row 2) has 4 cells");
    reads(job("r.csv", "y,x,t", "1,2,5\" disc", "2,3,\"a").with(NO_QUOTE).read(), 2, 3);
  }

  private static final String NO_QUOTE = "  options: {quote: \"\"}";

  @Test
  void optionsThatNoReaderCouldFollow() {
    Job job = job("o.csv", "y,x", "1,2", "2,3");
    assertThat(job.with("  options: {quote: \"||\"}").refusal())
        .isEqualTo("data.options: quote must be one character.");
    assertThat(job.with("  sep: '\"'").refusal())
        .isEqualTo("data.options: sep, quote and comment must be different characters.");
  }

  @Test
  void anotherSeparatorThanTheJobSays() {
    Job forced = job("s.csv", "y;x", "1,5;2", "2,5;3").with("  sep: \",\"");
    refused(
        forced,
        "s.csv: the cells are separated by a semicolon, not by a comma as sep says. Set sep: \";\""
            + " under data, and no sep or delimiter among the options.");
    reads(job("s.csv", "y;x", "1,5;2", "2,5;3").with("  sep: \";\"").read(), 2, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '_',
      value = {"~_\"~\"", "^_\"^\"", "' '_a blank", ":_\":\""})
  void rareSeparatorsAreNamed(String separator, String named) {
    String[] lines = {"y" + separator + "x", "1" + separator + "2", "2" + separator + "3"};
    refused(
        job("r.csv", lines),
        "r.csv: the cells seem to be separated by %s. Set sep: \"%s\" under data."
            .formatted(named, separator));
    reads(job("r.csv", lines).with("  sep: \"%s\"".formatted(separator)).read(), 2, 3);
  }

  @Test
  void singleQuotesAroundCells() {
    String[][] files = {
      {"y,x,t", "1,2,'a, b'", "2,3,'c'"},
      {"'y','x'", "'1','2'", "'2','3'"},
      {"y,x,t", "1,2,'it''s, b'", "2,3,c"}
    };
    for (String[] lines : files) {
      refused(
          job("s.csv", lines),
          "s.csv: cells are enclosed in single quotes. Set options: {quote: \"'\"}.");
      reads(job("s.csv", lines).with("  options: {quote: \"'\"}").read(), 2, 3);
    }
  }

  @Test
  void joinedFilesRepeatTheirHeader() {
    refused(
        job("j.csv", "y,x", "1,2", "y,x", "2,3", "y,x", "3,4"),
        "j.csv: line 3 is the header again, as in files that were joined (2 such lines). Remove"
            + " such lines: awk 'NR == 1 {first = $0} NR == 1 || $0 != first' j.csv > joined.csv.");
  }

  @Test
  void foldersWithinAFolderAreNotSilentlyLeftOut() {
    Tables.write(folder.resolve("d"), "a.csv", "y,x", "1,2", "2,3");
    Tables.write(folder.resolve("d/old"), "b.csv", "y,x", "3,4");
    Job job =
        new Job(folder.resolve("d"), "  format: csv\n  label: y\n  features: [x]\n  order_by: [x]");
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
  void aTypeOfParquetThatSparkDoesNotReadIsNamedWithItsColumn() throws IOException {
    MessageType type =
        MessageTypeParser.parseMessageType(
            "message m { required double y; required fixed_len_byte_array(2) half (FLOAT16); }");
    Path file = folder.resolve("h.parquet");
    try (ParquetWriter<?> writer = writer(file, type)) {
      assertThat(writer).isNotNull();
    }
    assertThat(new Job(file, "  label: y\n  features: [half]").refusal())
        .startsWith("data.path: column half of ")
        .endsWith(
            "h.parquet has the type FIXED_LEN_BYTE_ARRAY (FLOAT16), which Spark does not read."
                + " Write the file without it, or with another type; float32 in place of"
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
  void linesToWriteAreYamlWhateverAColumnIsCalled() {
    for (String name : List.of("Sale: Day #1")) {
      String written = '"' + name.replace("\"", "\"\"") + '"';
      Job date =
          new Job(
              Tables.write(folder, "d.csv", "y,z," + written, "1,1,14.1.1970", "2,2,15.1.1970"),
              "  label: y");
      Job named = date.with("  features: [%s]".formatted(QuotedName.yamlText(name)));
      String told =
          LINES.matcher(named.refusal()).results().map(l -> l.group(1)).findFirst().orElseThrow();
      assertThat(named.refusal())
          .contains(
              "write " + QuotedName.yaml(name + "_days") + " in place of " + QuotedName.yaml(name));
      reads(
          date.with("  features: [%s]".formatted(QuotedName.yaml(name + "_days")))
              .with(told)
              .read(),
          13,
          14);
    }
  }

  @Test
  void encodingsOfOtherSystems() throws IOException {
    Path file = folder.resolve("w.csv");
    Files.write(file, "y;größe\n1,5;2\n2,5;3\n".getBytes(Charset.forName("windows-1252")));
    reads(new Job(file, "  label: y\n  features: [größe]").read(), 2, 3);
  }

  private Job formula(String name, String... lines) {
    return new Job(Tables.write(folder, name, lines), "  formula: y ~ x");
  }

  private Job formula(String name, byte[] bytes) throws IOException {
    return new Job(Files.write(folder.resolve(name), bytes), "  formula: y ~ x");
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
  void otherFilesInAFolderAreLeftOutByAPattern() {
    for (String other : List.of("README.md", "a.json")) {
      Path all = folder.resolve(other.substring(0, 1));
      Tables.write(all, "1.csv", "y,x", "1,2", "2,3");
      Tables.write(all, other, other.endsWith("json") ? "{\"y\": 1, \"x\": 2}" : "# y\nz, and 1");
      Job job = new Job(all, "  format: csv\n  formula: y ~ x");
      String told =
          Pattern.compile("(?m)^  path: (.*)$")
              .matcher(job.refusal())
              .results()
              .map(line -> line.group(1))
              .findFirst()
              .orElseThrow();
      assertThat(told).endsWith("/*.csv");
      reads(new Job(Path.of(told.replace("file://", "")), job.keys()).read(), 2, 3);
    }
  }

  @Test
  void equalFilesAreNotReadTwice() {
    Path all = folder.resolve("twice");
    Tables.write(all, "1.csv", "y,x", "1,2", "2,3");
    Tables.write(all, "1 (1).csv", "y,x", "1,2", "2,3");
    Job job = new Job(all, "  format: csv\n  formula: y ~ x\n  order_by: [y]");
    assertThat(job.refusal())
        .isEqualTo(
            "data.path: 1 (1).csv and 1.csv have the same bytes, so each row would be read 2 times,"
                + " and test rows would be training rows. Name one of them: path: "
                + all.resolve("1.csv").toUri());
    reads(new Job(all.resolve("1.csv"), job.keys()).read(), 2, 3);
    Tables.write(all, "2.csv", "y,x", "3,4");
    assertThat(job.read().notes())
        .anySatisfy(note -> assertThat(note).startsWith("1 (1).csv and 1.csv have the same bytes"));
  }

  @Test
  void aRowOfUnitsHasOneRemedy() {
    Job job = formula("u.csv", "y,x", "mm,m/s", "1,2", "2,3", "3,4", "4,5");
    assertThat(job.refusal())
        .isEqualTo(
            """
            data.formula: row 1 seems to hold units, not values: "mm" in y, "m/s" in x. Remove the line, or add under data:
              na_values: ["mm", "m/s"]\
            """);
    reads(job.asTold().read(), 2, 3, 4, 5);
  }

  @Test
  void titlesAboveTheHeaderAreCounted() throws IOException {
    String[] lines = {"Statistics of things", "Created 2024-01-31", "", "y,x", "1,2", "2,3"};
    Job job = formula("t.csv", lines);
    assertThat(job.refusal())
        .isEqualTo(
            "data.path: t.csv: line 4 seems to be the header (y, x), since the first line is not a"
                + " row of names (\"Statistics of things\"). Remove the 3 lines above it: tail -n"
                + " +4 t.csv > table.csv.");
    assertThat(formula("p.csv", "Things,", ",", "y,x", "1,2", "2,3").refusal())
        .contains("line 3 seems to be the header (y, x)");
    assertThat(formula("s.csv", "Things", "y;x", "1,5;2", "2,5;3").refusal())
        .contains("line 2 seems to be the header (y, x)", "Remove the 1 line above it");
    runs("t.csv", job.refusal(), "table.csv");
    reads(new Job(folder.resolve("table.csv"), job.keys()).read(), 2, 3);
  }

  /** Runs the command at the end of a message, which writes a file. */
  private void runs(String file, String message, String written) throws IOException {
    String command =
        message.replaceAll("(?s).*: ((?:tail|sed|tr) .* > " + Pattern.quote(written) + ").*", "$1");
    assertThat(command).contains(file);
    try {
      assertThat(
              new ProcessBuilder("sh", "-c", command).directory(folder.toFile()).start().waitFor())
          .as(command)
          .isZero();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  void rowsThatAreInQuotesAsAWholeAreNamed() throws IOException {
    for (String header : List.of("y,x", "\"y,x\"")) {
      Job job = formula("q.csv", header, "\"1,2\"", "\"2,3\"");
      assertThat(job.refusal()).containsIgnoringCase("every row is in quotes as a whole.");
      runs("q.csv", job.refusal(), "plain.csv");
      reads(new Job(folder.resolve("plain.csv"), job.keys()).read(), 2, 3);
    }
  }

  @Test
  void columnsThatAreAlignedByBlanksAreNamed() throws IOException {
    Job job = formula("f.csv", "    y     x", "  1.5    20", "  2.5     3");
    assertThat(job.refusal()).contains("its columns are aligned by blanks");
    runs("f.csv", job.refusal(), "commas.csv");
    reads(new Job(folder.resolve("commas.csv"), job.keys()).read(), 20, 3);
  }

  @Test
  void decimalCommasBetweenCommasAreNamed() {
    assertThat(formula("c.csv", "y,x", "1,5,2,5", "2,5,3,5").refusal())
        .contains("The numbers seem to have decimal commas");
  }

  @Test
  void theEndOfFileMarkOfDosIsNamed() throws IOException {
    Job job = formula("z.csv", "y,x\n1,2\n2,3\n\u001A".getBytes(UTF_8));
    assertThat(job.refusal()).contains("(Ctrl-Z)");
    runs("z.csv", job.refusal(), "clean-z.csv");
    reads(new Job(folder.resolve("clean-z.csv"), job.keys()).read(), 2, 3);
  }

  @Test
  void aCommaBeforeTheEndOfAListIsNamed() {
    assertThat(formula("l.json", "[{\"y\": 1, \"x\": 2},", "{\"y\": 2, \"x\": 3},", "]").refusal())
        .isEqualTo(
            "data.path: l.json: line 3 closes a list after a comma. Remove the comma before the"
                + " closing bracket.");
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
  void featuresOfGeoJsonBecomeRows() {
    Job job =
        formula(
            "g.json",
            "{\"type\": \"FeatureCollection\", \"features\": [",
            "{\"type\": \"Feature\", \"properties\": {\"y\": 1, \"x\": 2}, \"geometry\": null},",
            "{\"type\": \"Feature\", \"properties\": {\"y\": 2, \"x\": 3}, \"geometry\": null}]}");
    reads(job.asTold().read(), 2, 3);
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
      assertThat(new Job(file, keys).refusal())
          .contains("Set encoding: %s under data".formatted(charset));
      reads(new Job(file, keys + "\n  encoding: " + charset).read(), 2, 3);
    }
    Path apart = Tables.write(folder, "n.csv", "y,Gro\u0308ße", "1,2", "2,3");
    assertThat(new Job(apart, keys).refusal())
        .contains("Copy its name from here: \"Gro\u0308ße\".");
  }

  @Test
  void aNameThatStandsTwiceIsNotGuessed() {
    assertThat(formula("d.csv", "x,x,y", "1,2,3", "2,3,4").refusal())
        .contains("the table has no column \"x\", but \"x_1\" and \"x_2\"");
    assertThat(formula("o.csv", "a,y", "1,2", "2,3").refusal()).doesNotContain("did you mean");
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

  @Test
  void parquetFilesThatDoNotFitTogetherAreNamed() throws IOException {
    Path all = folder.resolve("types");
    parquet(all.resolve("1.parquet"), "optional double y; optional double x;");
    parquet(all.resolve("2.parquet"), "optional double y; optional int64 x;");
    Job job = new Job(all.resolve("*.parquet"), "  formula: y ~ x\n  order_by: [y]");
    assertThat(job.refusal())
        .isEqualTo(
            "data.path: column \"x\" has the type DOUBLE in 1.parquet and INT64 in 2.parquet, and"
                + " Spark reads one type. Write all files with one, such as df.astype({\"x\":"
                + " \"float64\"}) in pandas.");
  }

  @Test
  void aColumnThatTheFirstParquetFileLacksIsNamed() throws IOException {
    Path all = folder.resolve("columns");
    parquet(all.resolve("1.parquet"), "optional double y;");
    parquet(all.resolve("2.parquet"), "optional double y; optional double x;");
    Job job = new Job(all.resolve("*.parquet"), "  formula: y ~ x\n  order_by: [y]");
    assertThat(job.refusal())
        .isEqualTo(
            "data.path: column \"x\" is in 2.parquet, but not in all files. If it is missing in the"
                + " rows of the others, set options: {mergeSchema: true}.");
    reads(job.with("  options: {mergeSchema: true}\n  missing: drop").read(), 1, 2, 3);
  }

  @Test
  void aParquetFileThatHasANameTwiceOrIsCutOffIsNamed() throws IOException {
    Path twice = parquet(folder.resolve("t.parquet"), "optional double y; optional double y;");
    assertThat(new Job(twice, "  label: y\n  features: [x]").refusal())
        .startsWith("data.path: t.parquet has more than one column named \"y\".");
    Path whole = parquet(folder.resolve("c.parquet"), "optional double y; optional double x;");
    byte[] bytes = Files.readAllBytes(whole);
    Path cut =
        Files.write(
            folder.resolve("cut.parquet"), java.util.Arrays.copyOf(bytes, bytes.length - 20));
    assertThat(new Job(cut, "  label: y\n  features: [x]").refusal())
        .isEqualTo(
            "data.path: cut.parquet is damaged or cut off: it does not end as a Parquet file does."
                + " Copy or write it again.");
  }
}
