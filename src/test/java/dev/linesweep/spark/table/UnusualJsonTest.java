package dev.linesweep.spark.table;

import static dev.linesweep.spark.table.FileJob.reads;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON as services and libraries write it, read as {@link FileJob} says. */
class UnusualJsonTest {
  @TempDir Path folder;

  private FileJob job(String name, String... lines) {
    return FileJob.of(Tables.write(folder, name, lines));
  }

  private FileJob formula(String name, String... lines) {
    return FileJob.formula(Tables.write(folder, name, lines));
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
    job("p.json", text)
        .isRefused(
            "p.json has one object for the whole table, as pandas writes it. Write one object per"
                + " row: df.to_json(\"rows.json\", orient=\"records\", lines=True).");
  }

  @Test
  void rowsAsArraysAreNamed() {
    job("a.json", "[[1, 2], [2, 3]]")
        .isRefused(
            "the rows of a.json are arrays but must be objects with column names. Convert the file:"
                + " jq -c '.[] | {c0: .[0], c1: .[1]}' a.json > rows.json.");
    job("b.json", "[1, 2]", "[2, 3]")
        .isRefused(
            "the rows of b.json are arrays but must be objects with column names. Convert the file:"
                + " jq -c '{c0: .[0], c1: .[1]}' b.json > rows.json.");
  }

  @Test
  void numbersThatJsonDoesNotHaveAreMissingOrNamed() {
    FileJob nan =
        job("n.json", "{'y': 1, 'x': NaN}", "{\"y\": 2, \"x\": 3}", "{\"y\": 4, \"x\": 5}");
    assertThat(nan.refusal()).startsWith("data.missing: column \"x\" has no value in 1 of 3 rows");
    reads(nan.with("  missing: drop").read(), 3, 5);
    FileJob infinite = job("i.json", "[{\"y\": 1, \"x\": -Infinity},", "{\"y\": 2, \"x\": 3}]");
    assertThat(infinite.refusal()).contains("column \"x\" is infinite in 1 row, first in row 1");
  }

  @Test
  void namesThatStandTwiceInAnObjectAreLocated() {
    job("d.json", "{\"y\": 1, \"x\": 2}", "{\"y\": 1, \"x\": 2, \"x\": 3}")
        .isRefused(
            "d.json: line 2 has the name \"x\" twice in one object. Remove one of them; jq -c ."
                + " d.json > once.json keeps the last.");
    job("e.json", "[{\"y\": 1, \"x\": 2},", "{\"y\": 1, \"x\": 2, \"x\": 3}]")
        .isRefused(
            "e.json: line 2 has the name \"x\" twice in one object. Remove one of them; jq -c ."
                + " e.json > once.json keeps the last.");
  }

  @Test
  void linesOfJsonInUtf16AreNamed() throws IOException {
    String text = "{\"y\": 1, \"x\": 2}\n{\"y\": 2, \"x\": 3}\n";
    Path file = Files.write(folder.resolve("u.json"), text.getBytes(UTF_16));
    FileJob job = new FileJob(file, "  label: y\n  features: [x]");
    job.isRefused(
        "u.json is in UTF-16. Convert it to UTF-8: iconv -f UTF-16 -t UTF-8 u.json > utf8.json.");
    Files.write(file, text.getBytes(UTF_8));
    reads(job.read(), 2, 3);
  }

  @Test
  void aCommaBeforeTheEndOfAListIsNamed() {
    assertThat(formula("l.json", "[{\"y\": 1, \"x\": 2},", "{\"y\": 2, \"x\": 3},", "]").refusal())
        .isEqualTo(
            "data.path: l.json: line 3 has a comma before a closing bracket. Remove the comma.");
  }

  @Test
  void featuresOfGeoJsonBecomeRows() {
    FileJob job =
        formula(
            "g.json",
            "{\"type\": \"FeatureCollection\", \"features\": [",
            "{\"type\": \"Feature\", \"properties\": {\"y\": 1, \"x\": 2}, \"geometry\": null},",
            "{\"type\": \"Feature\", \"properties\": {\"y\": 2, \"x\": 3}, \"geometry\": null}]}");
    reads(job.asTold().read(), 2, 3);
  }
}
