package dev.linesweep.spark.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A file that {@code predict} refuses is answered with what can be done to the file, since no job
 * file is at hand.
 */
class PredictRefusalsTest {
  private static final Pattern RENAME = Pattern.compile("[Rr]ename it to (\\S+)\\.$");

  private final SparkSession spark = SharedSpark.session();
  @TempDir Path folder;

  private Tables training() {
    return Tables.csv(folder, "train.csv", "y,x", "1,2", "2,3");
  }

  private List<Double> predict(Tables training, Path file) {
    Predictor model =
        new Predictor(
            training.spec(),
            training.read().encoder(),
            new double[] {10},
            1.0,
            DataSpec.Unseen.AT_PREDICT);
    return model
        .predict(spark, file.toUri().toString(), name -> null)
        .rows()
        .collectAsList()
        .stream()
        .map((Row row) -> row.<Double>getAs(Predictor.PREDICTION))
        .toList();
  }

  private String refusal(Path file) {
    JobException refused =
        catchThrowableOfType(JobException.class, () -> predict(training(), file));
    assertThat(refused).isNotNull();
    assertThat(refused.getMessage())
        .startsWith("--data: ")
        .doesNotContain("format:", "options", "set ", "data.", "path", "query", "encoding:");
    return String.valueOf(refused.getMessage());
  }

  /** Does what the message says, literally. */
  private void rename(Path file, String to) throws IOException {
    Matcher told = RENAME.matcher(refusal(file));
    assertThat(told.find()).isTrue();
    assertThat(told.group(1)).isEqualTo(to);
    assertThat(predict(training(), Files.move(file, file.resolveSibling(to))))
        .containsExactly(51.0);
  }

  @Test
  void aFileUnderTheNameOfAnotherFormatIsRenamed() throws IOException {
    rename(Tables.write(folder, "a.csv", "{\"x\": 5}"), "a.json");
    rename(Tables.write(folder, "b.txt", "{\"x\": 5}"), "b.json");
    rename(Tables.write(folder, "c.json", "x", "5"), "c.csv");
    rename(Tables.write(folder, "d.parquet", "x", "5"), "d.csv");
    rename(Tables.write(folder, "e.orc", "{\"x\": 5}"), "e.json");
    rename(Tables.write(folder, "f.csv.gz", "x", "5"), "f.csv");
    rename(parquet("g.csv"), "g.parquet");
  }

  private Path parquet(String name) throws IOException {
    Path made = folder.resolve("made-" + name);
    spark.range(5, 6).toDF("x").coalesce(1).write().parquet(made.toString());
    try (var files = Files.list(made)) {
      Path file = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
      return Files.move(file, folder.resolve(name));
    }
  }

  @Test
  void otherEndingsOfAFormatAreKnown() {
    assertThat(predict(training(), Tables.write(folder, "a.jsonl", "{\"x\": 5}")))
        .containsExactly(51.0);
    assertThat(predict(training(), Tables.write(folder, "a.tsv", "x\tz", "5\t1")))
        .containsExactly(51.0);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      delimiter = '|',
      value = {
        "PK\u0003\u0004xl/|Save the sheet as \"CSV UTF-8\" in Excel, and point --data to that"
            + " file.",
        "PK\u0003\u0004new.csv|Unzip it (unzip a.csv), and point --data to the file in it.",
        "SQLite format 3|sqlite3 -csv -header a.csv \"SELECT * FROM TABLE\" > a.csv",
        "1,2\\n3,4\\n|Add a header line above it.",
        "#x,y\\n1,2\\n1,2,3\\n|If such lines are comments, remove them.",
        "x,y\\n\"1\"2,3\\n|Double the quotes within the cell.",
        "x,y\\n"
            + "1,2,3\\n"
            + "1,2\\n"
            + "1,2\\n"
            + "1,2\\n"
            + "1,2\\n"
            + "1,2\\n"
            + "1,2\\n"
            + "1,2\\n"
            + "1,2\\n"
            + "1,2\\n"
            + "|Fix such rows (1 of 10).",
        "x,y\\n1,é\\n2,\u00C3\u00A9\\n|Fix that line.",
      })
  void aRefusalNamesWhatCanBeDone(String text, String remedy) throws IOException {
    Path file = folder.resolve("a.csv");
    Files.write(file, text.replace("\\n", "\n").getBytes(ISO_8859_1));
    assertThat(refusal(file)).contains(remedy);
  }

  @Test
  void tornLinesOfJsonAreFixed() throws IOException {
    Path file = folder.resolve("a.json");
    Files.write(file, ("{\"x\": 1}\n".repeat(20) + "{\"x\"\n").getBytes(UTF_8));
    assertThat(refusal(file)).endsWith("Fix such lines (1 of 21).");
  }

  @Test
  void damagedFilesAreNotBlamedOnTheJob() throws IOException {
    Path file = folder.resolve("a.parquet");
    Files.writeString(file, "PAR1 and no more PAR1");
    assertThat(refusal(file))
        .endsWith(
            "a.parquet is damaged or cut off: it does not end as a Parquet file does. Copy or write"
                + " it again.");
  }

  @Test
  void anUnambiguousNotationOfTheSameDecimalMarkIsRead() {
    Tables training =
        Tables.csv(folder, "train.csv", "y;x", "1;211,500", "2;317,125", "3;492,750", "4;3,25");
    Path file = Tables.write(folder, "g.csv", "x", "\"1.000,5\"", "\"1.000.000\"", "\"0,5\"");
    assertThat(predict(training, file)).containsExactly(10006.0, 10000001.0, 6.0);
    assertThat(
            catchThrowableOfType(
                JobException.class,
                () -> predict(training, Tables.write(folder, "p.csv", "x,z", "1000.5,1"))))
        .hasMessageContaining("\"1000.5\"");
  }

  @Test
  void howTrainingReadLineBreaksDoesNotBindOtherFiles() {
    Tables lines = training().option("multiLine", "false");
    assertThat(predict(lines, Tables.write(folder, "a.csv", "x,z", "5,\"a", "b\"")))
        .containsExactly(51.0);
    Tables json =
        training()
            .format("json")
            .path(Tables.write(folder, "t.json", "[{\"x\": 1, \"y\": 2},", "{\"x\": 2, \"y\": 3}]"))
            .option("multiLine", "true");
    assertThat(predict(json, Tables.write(folder, "a.json", "{\"x\": 5}", "{\"x\": 6}")))
        .containsExactly(51.0, 61.0);
  }

  @Test
  void fieldsWithinAColumnAreNotLookedForInAQuery() {
    Tables named = Tables.csv(folder, "n.csv", "y,a.x", "1,2", "2,3").select("y", "a.x");
    JobException refused =
        catchThrowableOfType(
            JobException.class,
            () -> predict(named, Tables.write(folder, "a.json", "{\"a\": {\"x\": 1}}")));
    assertThat(refused).hasMessage("--data: the table has no column \"a.x\". Its columns are: a.");
  }
}
