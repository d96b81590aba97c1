package dev.linesweep.spark.table.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
  private static final String ROWS = "area,rooms,price\n120,3,359\n80,2,241\n60,1.5,182\n";

  @TempDir Path folder;

  @Test
  void aPlainFileIsLeftToSpark() throws IOException {
    CsvTable table = probe(ROWS);

    assertThat(table.columns()).containsExactly("area", "rooms", "price");
    assertThat(table.notes()).isEmpty();
    assertThat(table.isPlain(PathKey.JOB, new CsvOptions(Map.of()))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t", "|"})
  void theSeparatorIsFound(String separator) throws IOException {
    CsvTable table = probe(ROWS.replace(",", separator).replace('.', ','));

    assertThat(table.columns()).containsExactly("area", "rooms", "price");
    assertThat(table.dialect().separator()).isEqualTo(separator);
    assertThat(table.notes()).singleElement().asString().startsWith("cells are separated by a");
  }

  @Test
  void aCommaIsTheSeparatorOfTornRowsToo() {
    refused(
        "address,area,price\nElm Rd,5,17\nMain St, 3,9,38\nMain St, 4,3,7\nElm Rd,5,17\n",
        "data.path: a.csv: line 3 (row 2) has 4 cells, but the header has 3 (address, area,"
            + " price): \"Main St, 3,9,38\". A cell that holds a comma must be in quotes. Fix the"
            + " file.");
  }

  @Test
  void newNamesOfRepeatedColumnsAreFree() throws IOException {
    CsvTable table = probe("rooms,rooms_1,rooms,rooms\n1,2,3,4\n");

    assertThat(table.columns()).containsExactly("rooms_2", "rooms_1", "rooms_3", "rooms_4");
    assertThat(table.notes())
        .containsExactly(
            "the header has \"rooms\" 3 times; column 1 is renamed to \"rooms_2\"",
            "the header has \"rooms\" 3 times; column 3 is renamed to \"rooms_3\"",
            "the header has \"rooms\" 3 times; column 4 is renamed to \"rooms_4\"");
  }

  @Test
  void fewTornRowsMayBeLeftOut() {
    String rows = "1,2,3\n".repeat(30);
    String message =
        "data.path: a.csv: line 32 (row 31) has 2 cells, but the header has 3 (a, b, c): \"1,2\". A"
            + " cell is missing. Fix the row, or set options: {mode: DROPMALFORMED} to drop such"
            + " rows (1 of 61).";
    refused("a,b,c\n" + rows + "1,2\n" + rows, message);
  }

  @Test
  void linesAreCountedThroughQuotedBreaksAndBlankLines() {
    refused(
        "a,b\n\"1\n2\",3\n\n \n4,5,6\n",
        "data.path: a.csv: line 6 (row 2) has 3 cells, but the header has 2 (a, b): \"4,5,6\". A"
            + " cell that holds a comma must be in quotes. Fix the file.");
  }

  @Test
  void controlCharactersOfTornRowsAreLeftOut() {
    assertThatThrownBy(() -> probe("a,b\n1,2\n\u001B[2Jx,3,4\n"))
        .hasMessageContaining("\"[2Jx,3,4\"")
        .message()
        .doesNotContain("\u001B");
  }

  @Test
  void quotesThatDoNotCloseAreLocated() {
    refused(
        "a,b\n1,\"x\"\n2,\"5\" pipe\"\n",
        "data.path: a.csv: line 3 has a cell that begins with a quote but does not end with one."
            + " Double the quotes within the cell, or set options: {quote: \"\"} if quotes are part"
            + " of the text.");
    assertThatThrownBy(() -> probe("a,b\n1,\"x\n2,3\n4,5\n")).hasMessageContaining("line 2 has");
  }

  @Test
  void aCommaAtTheEndOfEachRowIsNoCell() throws IOException {
    assertThat(probe("a,b\n1,2,\n3,4,\n").columns()).containsExactly("a", "b");
    assertThat(probe("a,b,\n1,2,\n3,4,\n").columns()).containsExactly("a", "b");
    assertThat(probe("a,b,\n1,2,\n3,4,x\n").columns()).containsExactly("a", "b", "_c2");
  }

  @Test
  void aMissingNameInTheHeaderIsSaid() {
    assertThatThrownBy(() -> probe("a,b\nr1,1,2\nr2,3,4\n"))
        .hasMessageContaining("Every row has one cell more than the header, which lacks a name.");
  }

  @Test
  void linesAboveTheHeaderAreNamed() throws IOException {
    String commented = "# made by us\na,b\n1,2\n";
    refused(
        commented,
        "data.path: a.csv: the first line begins with # (\"# made by us\"). If such lines are"
            + " comments, set options: {comment: \"#\"}.");
    assertThat(probe(commented, Map.of("comment", "#"), List.of()).columns())
        .containsExactly("a", "b");
    assertThatThrownBy(() -> probe("Report\na,b\n1,2\n"))
        .hasMessageEndingWith(
            "line 2 seems to be the header (a, b); the first line does not hold column names"
                + " (\"Report\"). Remove the 1 line above it: tail -n +2 a.csv > table.csv.");
  }

  @Test
  void aPlainFileUnderTheNameOfACompressedOneIsNamed() throws IOException {
    write("b.csv.gz", ROWS.getBytes(UTF_8));
    assertThatThrownBy(
            () ->
                CsvTable.probe(
                    PathKey.JOB,
                    List.of(file("b.csv.gz")),
                    new CsvOptions(Map.of()),
                    List.of(),
                    hadoop()))
        .hasMessage(
            "data.path: b.csv.gz cannot be read: its name ends with .gz, but it is not compressed."
                + " Rename it to b.csv.");
  }

  @Test
  void repeatedNamesAreNumberedAndEmptyOnesAreSparks() throws IOException {
    CsvTable table = probe("a, b ,a,,B\n1,2,3,4,5\n");

    assertThat(table.columns()).containsExactly("a_1", "b", "a_2", "_c3", "B");
    assertThat(table.notes())
        .containsExactly(
            "the header has \"a\" 2 times; column 1 is renamed to \"a_1\"",
            "the header has \"a\" 2 times; column 3 is renamed to \"a_2\"");
  }

  @Test
  void aFirstLineOfNumbersIsNoHeaderUnlessTheJobNamesThem() throws IOException {
    refused(
        "1,2.5,-3\n4,5,6\n",
        "data.path: a.csv: the first line has only numbers (1, 2.5, -3), so the columns have no"
            + " names. Add a header line above it, or set options: {header: false} and use the"
            + " column names _c0 to _c2.");
    assertThat(probe("2019,2020\n1,2\n", Map.of(), List.of("2020")).columns())
        .containsExactly("2019", "2020");
    assertThat(probe("1,2\n4,5\n", Map.of("header", "false"), List.of()).columns())
        .containsExactly("_c0", "_c1");
  }

  @Test
  void encodingsAreFound() throws IOException {
    String text = "größe,b\n1,2\n";
    for (byte[] bytes :
        List.of(
            text.getBytes(UTF_8),
            ("\uFEFF" + text).getBytes(UTF_8),
            text.getBytes(UTF_16LE),
            ("\uFEFF" + text).getBytes(UTF_16LE),
            text.getBytes(UTF_16BE),
            ("\uFEFF" + text).getBytes(UTF_16BE),
            text.getBytes(ISO_8859_1))) {
      assertThat(probe(bytes, Map.of(), List.of()).columns()).containsExactly("größe", "b");
    }
    assertThat(probe(text.getBytes(ISO_8859_1), Map.of(), List.of()).notes())
        .containsExactly(
            "the encoding seems to be windows-1252, since line 1 is not UTF-8; if letters look"
                + " wrong, set encoding");
    assertThat(probe(text.getBytes(UTF_8), Map.of("encoding", "ISO-8859-1"), List.of()).columns())
        .containsExactly("grÃ¶Ã\u009Fe", "b");
  }

  @Test
  void twoEncodingsInOneFileAreRefused() throws IOException {
    byte[] utf8 = "a,größe\n1,2\n".getBytes(UTF_8);
    byte[] latin = "3,ä\n".getBytes(ISO_8859_1);
    byte[] both = new byte[utf8.length + latin.length];
    System.arraycopy(utf8, 0, both, 0, utf8.length);
    System.arraycopy(latin, 0, both, utf8.length, latin.length);

    assertThatThrownBy(() -> probe(both, Map.of(), List.of()))
        .hasMessageStartingWith("data.path: a.csv: line 3 is not UTF-8, but other lines are.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sep=;\n", "SEP=;\r\n", "\"sep=;\"\n", "\uFEFFsep=;\r"})
  void excelsSeparatorLineIsNoRow(String line) throws IOException {
    CsvTable table = probe(line + ROWS.replace(',', ';'));

    assertThat(table.columns()).containsExactly("area", "rooms", "price");
    assertThat(table.isPlain(PathKey.JOB, new CsvOptions(Map.of()))).isFalse();
    assertThatThrownBy(() -> probe(line + ROWS.replace(',', ';') + "1;2;3;4\n"))
        .hasMessageContaining("line 6 (row 4) has 4 cells");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\n", "\r\n"})
  void lineEndingsAndQuotedBreaksDoNotMatter(String end) throws IOException {
    CsvTable table = probe("a,b\n1,\"x\ny\"\n3,4\n".replace("\n", end));

    assertThat(table.columns()).containsExactly("a", "b");
    assertThat(table.files().get(0).scan().rows()).isEqualTo(2);
    assertThat(table.isPlain(PathKey.JOB, new CsvOptions(Map.of()))).isFalse();
  }

  @Test
  void filesWithOtherColumnsAreNamed() throws IOException {
    write("a.csv", "area,rooms,price\n1,2,3\n".getBytes(UTF_8));
    write("b.csv", "price,area,rooms\n1,2,3\n".getBytes(UTF_8));
    assertThat(folder().columns()).containsExactly("area", "rooms", "price");
    assertThat(folder().isPlain(PathKey.JOB, new CsvOptions(Map.of()))).isFalse();

    write("b.csv", "price,area,room\n1,2,3\n".getBytes(UTF_8));
    assertThatThrownBy(this::folder)
        .hasMessage(
            "data.path: b.csv: its columns differ from those of a.csv: it lacks rooms and also has"
                + " room. All files of a table must have the same columns.");

    write("b.csv", "area;rooms;price\n1;2;3\n".getBytes(UTF_8));
    assertThatThrownBy(this::folder)
        .hasMessage(
            "data.path: b.csv: its cells are separated by a semicolon, but those of a.csv by a"
                + " comma. All files of a table must have the same separator.");
  }

  @Test
  void beyondTheBeginningOfALargeFileNothingIsSaid() throws IOException {
    String rows = "1,2\n".repeat(CsvFile.HEAD / 4 + 100);
    write("a.csv", ("a,b\n" + rows + "1,2,3\n").getBytes(UTF_8));
    CsvFile beginning = CsvFile.probe(file("a.csv"), new CsvOptions(Map.of()), hadoop(), false);

    assertThat(beginning.whole()).isFalse();
    assertThat(beginning.scan().torn().rows()).isZero();
    assertThat(beginning.scan().rows()).isGreaterThan(100_000);
    assertThat(
            CsvFile.probe(file("a.csv"), new CsvOptions(Map.of()), hadoop(), true)
                .scan()
                .torn()
                .rows())
        .isOne();
  }

  @Test
  void aFileMayHaveAnyNumberOfColumns() throws IOException {
    String names =
        IntStream.range(0, 20_500).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    assertThat(probe(names + "\n" + "1,".repeat(20_499) + "1\n").columns()).hasSize(20_500);
  }

  private CsvTable probe(String text) throws IOException {
    return probe(text, Map.of(), List.of());
  }

  private CsvTable probe(String text, Map<String, String> options, List<String> wanted)
      throws IOException {
    return probe(text.getBytes(UTF_8), options, wanted);
  }

  private CsvTable probe(byte[] bytes, Map<String, String> options, List<String> wanted)
      throws IOException {
    write("a.csv", bytes);
    return CsvTable.probe(
        PathKey.JOB, List.of(file("a.csv")), new CsvOptions(options), wanted, hadoop());
  }

  private CsvTable folder() {
    return CsvTable.probe(
        PathKey.JOB,
        Stream.of("a.csv", "b.csv").map(this::file).toList(),
        new CsvOptions(Map.of()),
        List.of(),
        hadoop());
  }

  private SourceFile file(String name) {
    return new SourceFile(folder.resolve(name).toUri().toString(), name);
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private static Configuration hadoop() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    return hadoop;
  }

  private void refused(String text, String message) {
    assertThatThrownBy(() -> probe(text)).isInstanceOf(JobException.class).hasMessage(message);
  }
}
