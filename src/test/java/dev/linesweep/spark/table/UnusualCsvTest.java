package dev.linesweep.spark.table;

import static dev.linesweep.spark.table.FileJob.reads;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Tables;
import dev.linesweep.text.QuotedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CSV with quotes, separators and lines of other tools, read as {@link FileJob} says. */
class UnusualCsvTest {
  private static final String NO_QUOTE = "  options: {quote: \"\"}";

  @TempDir Path folder;

  private FileJob job(String name, String... lines) {
    return FileJob.of(Tables.write(folder, name, lines));
  }

  private FileJob formula(String name, String... lines) {
    return FileJob.formula(Tables.write(folder, name, lines));
  }

  private FileJob formula(String name, byte[] bytes) throws IOException {
    return FileJob.formula(Files.write(folder.resolve(name), bytes));
  }

  @Test
  void quotesThatABackslashEscapes() {
    String escape = "  options: {escape: \"\\\\\"}";
    FileJob job = job("e.csv", "y,x,t", "1,2,\"a\\\"b\"", "2,3,\"c, d\"").with(escape);
    reads(job.read(), 2, 3);
    FileJob torn = job("f.csv", "y,x,t", "1,2,\"a\\\"b\"", "2,3,\"c, d\"", "4,5").with(escape);
    torn.isRefused(
        "a row cannot be read with these options: it has more or fewer cells than the 3 of the"
            + " header, or its quotes do not close: \"4,5\". Fix the row, or set options: {mode:"
            + " DROPMALFORMED} to drop such rows.");
    FileJob dropped =
        job("f.csv", "y,x,t", "1,2,\"a\\\"b\"", "2,3,\"c, d\"", "4,5")
            .with("  options: {escape: \"\\\\\", mode: DROPMALFORMED}");
    reads(dropped.read(), 2, 3);
  }

  @Test
  void quotesAsSparkWritesThemAreNamedWithTheOption() {
    String[] lines = {"y,x,t", "1,2,\"say \\\"2\\\", x\"", "2,3,\"c\"", "3,4,\"5\\\"\""};
    FileJob job = job("s.csv", lines);
    job.isRefused(
        "s.csv: quotes within cells are escaped with a backslash (\\\", at or before line 2). Set"
            + " options: {escape: \"\\\\\"}.");
    Matcher option = Pattern.compile("options: \\{.*}").matcher(job.refusal());
    assertThat(option.find()).isTrue();
    FileJob told = job.with("  " + option.group());
    reads(told.read(), 2, 3, 4);
    FileJob length = new FileJob(told.file(), told.keys().replace("[x]", "[n]"));
    reads(length.with("  query: SELECT y, length(t) AS n FROM input").read(), 10, 1, 2);
  }

  @Test
  void quotesThatAreText() {
    FileJob job = job("q.csv", "y,x,t", "1,2,5\" disc", "2,3,4,5", "3,4,\"a").with(NO_QUOTE);
    assertThat(job.refusal()).startsWith("data.path: q.csv: line 3 (row 2) has 4 cells");
    reads(job("r.csv", "y,x,t", "1,2,5\" disc", "2,3,\"a").with(NO_QUOTE).read(), 2, 3);
  }

  @Test
  void optionsThatNoReaderCouldFollow() {
    FileJob job = job("o.csv", "y,x", "1,2", "2,3");
    assertThat(job.with("  options: {quote: \"||\"}").refusal())
        .isEqualTo("data.options: quote must be one character.");
    assertThat(job.with("  sep: '\"'").refusal())
        .isEqualTo("data.options: sep, quote and comment must be different characters.");
  }

  @Test
  void anotherSeparatorThanTheJobSays() {
    FileJob forced = job("s.csv", "y;x", "1,5;2", "2,5;3").with("  sep: \",\"");
    forced.isRefused(
        "s.csv: the cells are separated by a semicolon, not by a comma as sep says. Set sep: \";\""
            + " under data, and remove sep and delimiter from options.");
    reads(job("s.csv", "y;x", "1,5;2", "2,5;3").with("  sep: \";\"").read(), 2, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '_',
      value = {"~_\"~\"", "^_\"^\"", "' '_a space", ":_\":\""})
  void rareSeparatorsAreNamed(String separator, String named) {
    String[] lines = {"y" + separator + "x", "1" + separator + "2", "2" + separator + "3"};
    job("r.csv", lines)
        .isRefused(
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
      job("s.csv", lines)
          .isRefused("s.csv: cells are enclosed in single quotes. Set options: {quote: \"'\"}.");
      reads(job("s.csv", lines).with("  options: {quote: \"'\"}").read(), 2, 3);
    }
  }

  @Test
  void rowsThatAreInQuotesAsAWholeAreNamed() throws IOException {
    for (String header : List.of("y,x", "\"y,x\"")) {
      FileJob job = formula("q.csv", header, "\"1,2\"", "\"2,3\"");
      assertThat(job.refusal()).containsIgnoringCase("every row is quoted as a whole.");
      runs("q.csv", job.refusal(), "plain.csv");
      reads(new FileJob(folder.resolve("plain.csv"), job.keys()).read(), 2, 3);
    }
  }

  @Test
  void columnsThatAreAlignedByBlanksAreNamed() throws IOException {
    FileJob job = formula("f.csv", "    y     x", "  1.5    20", "  2.5     3");
    assertThat(job.refusal()).contains("its columns are aligned with spaces");
    runs("f.csv", job.refusal(), "commas.csv");
    reads(new FileJob(folder.resolve("commas.csv"), job.keys()).read(), 20, 3);
  }

  @Test
  void decimalCommasBetweenCommasAreNamed() {
    assertThat(formula("c.csv", "y,x", "1,5,2,5", "2,5,3,5").refusal())
        .contains("The numbers seem to have decimal commas");
  }

  @Test
  void joinedFilesRepeatTheirHeader() {
    job("j.csv", "y,x", "1,2", "y,x", "2,3", "y,x", "3,4")
        .isRefused(
            "j.csv: line 3 repeats the header, as in concatenated files (2 such lines). Remove"
                + " such lines: awk 'NR == 1 {first = $0} NR == 1 || $0 != first' j.csv >"
                + " joined.csv.");
  }

  @Test
  void titlesAboveTheHeaderAreCounted() throws IOException {
    String[] lines = {"Statistics of things", "Created 2024-01-31", "", "y,x", "1,2", "2,3"};
    FileJob job = formula("t.csv", lines);
    assertThat(job.refusal())
        .isEqualTo(
            "data.path: t.csv: line 4 seems to be the header (y, x); the first line does not hold"
                + " column names (\"Statistics of things\"). Remove the 3 lines above it: tail -n"
                + " +4 t.csv > table.csv.");
    assertThat(formula("p.csv", "Things,", ",", "y,x", "1,2", "2,3").refusal())
        .contains("line 3 seems to be the header (y, x)");
    assertThat(formula("s.csv", "Things", "y;x", "1,5;2", "2,5;3").refusal())
        .contains("line 2 seems to be the header (y, x)", "Remove the 1 line above it");
    runs("t.csv", job.refusal(), "table.csv");
    reads(new FileJob(folder.resolve("table.csv"), job.keys()).read(), 2, 3);
  }

  @Test
  void aRowOfUnitsHasOneRemedy() {
    FileJob job = formula("u.csv", "y,x", "mm,m/s", "1,2", "2,3", "3,4", "4,5");
    assertThat(job.refusal())
        .isEqualTo(
            """
            data.formula: row 1 seems to hold units, not values: "mm" in y, "m/s" in x. Remove the row, or add under data:
              na_values: ["mm", "m/s"]\
            """);
    reads(job.asTold().read(), 2, 3, 4, 5);
  }

  @Test
  void linesToWriteAreYamlWhateverAColumnIsCalled() {
    for (String name : List.of("Sale: Day #1")) {
      String written = '"' + name.replace("\"", "\"\"") + '"';
      FileJob date =
          new FileJob(
              Tables.write(folder, "d.csv", "y,z," + written, "1,1,14.1.1970", "2,2,15.1.1970"),
              "  label: y");
      FileJob named = date.with("  features: [%s]".formatted(QuotedName.yamlText(name)));
      String told =
          FileJob.LINES
              .matcher(named.refusal())
              .results()
              .map(l -> l.group(1))
              .findFirst()
              .orElseThrow();
      assertThat(named.refusal())
          .contains(
              "write " + QuotedName.yaml(name + "_days") + " instead of " + QuotedName.yaml(name));
      reads(
          date.with("  features: [%s]".formatted(QuotedName.yaml(name + "_days")))
              .with(told)
              .read(),
          13,
          14);
    }
  }

  @Test
  void theEndOfFileMarkOfDosIsNamed() throws IOException {
    FileJob job = formula("z.csv", "y,x\n1,2\n2,3\n\u001A".getBytes(UTF_8));
    assertThat(job.refusal()).contains("(Ctrl-Z)");
    runs("z.csv", job.refusal(), "clean-z.csv");
    reads(new FileJob(folder.resolve("clean-z.csv"), job.keys()).read(), 2, 3);
  }

  @Test
  void aNameThatStandsTwiceIsNotGuessed() {
    assertThat(formula("d.csv", "x,x,y", "1,2,3", "2,3,4").refusal())
        .contains("the table has no column \"x\", but has \"x_1\" and \"x_2\"");
    assertThat(formula("o.csv", "a,y", "1,2", "2,3").refusal()).doesNotContain("did you mean");
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
}
