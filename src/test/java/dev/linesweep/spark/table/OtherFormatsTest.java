package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON, Parquet, JDBC and names that only nearly agree. */
class OtherFormatsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "delta,--packages io.delta:delta-spark_2.13:",
    "iceberg,--packages org.apache.iceberg:iceberg-spark-runtime-"
  })
  void aTableWhoseLibraryIsNotThereIsAnsweredWithItsPackage(String format, String remedy) {
    Tables table = json("{\"y\": 1, \"x\": 10}").format(format).path(folder);

    assertThatThrownBy(table::read)
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("data.format: Spark has no library for " + format + ". Add ")
        .hasMessageContaining(remedy);
  }

  @Test
  void aJsonArrayIsReadAsRows() {
    for (String array :
        List.of(
            "[{\"y\": 1, \"x\": 10},\n {\"y\": 2, \"x\": 20}]",
            "[\n  {\n    \"y\": 1,\n    \"x\": 10\n  },\n  {\"x\": 20, \"y\": 2}\n]",
            "[{\"y\": 1, \"x\": 10}, {\"y\": 2, \"x\": 20}]")) {
      assertThat(json(array).read().matrix().x()).containsExactly(10, 20);
    }
  }

  @Test
  void tornJsonLinesAreLocated() {
    Tables torn = json("{\"y\": 1, \"x\": 10}", "{\"y\": 2, \"x\": ", "{\"y\": 3, \"x\": 30}");
    refused(
        torn,
        "data.path: a.json: line 2 is not a complete JSON object: \"{\"y\": 2, \"x\":\". Fix the"
            + " file.");
    assertThat(torn.option("mode", "DROPMALFORMED").read().matrix().x()).containsExactly(10, 30);
    refused(
        json("{\"y\": 1, \"x\": 10}{\"y\": 2, \"x\": 20}"),
        "data.path: a.json: line 1 has more than one JSON value: \"{\"y\": 1, \"x\": 10}{\"y\": 2,"
            + " \"x\": 20}\". Put each value on its own line (jq -c . does that).");
    refused(
        json("[{\"y\": 1, \"x\": 10},", "{\"y\": 2, \"x\" 20}]"),
        "data.path: a.json: line 2 is not JSON: Unexpected character ('2' (code 50)): was expecting"
            + " a colon …. Fix the file.");
    refused(
        json("{\"y\": 1,", "\"x\": 10}", "{\"y\": 2, \"x\": 20}"),
        "data.path: a.json: line 3 begins a second JSON value, but a value over several lines must"
            + " be the only one in its file. Put all values into one array, or each on its own line"
            + " (jq -c . does that).");
    refused(
        json("{\"y\": 1, \"x\": 10}", "{\"y\": 2, \"x\": 20}").option("multiLine", "true"),
        "data.path: a.json has one JSON value per line. Remove options: {multiLine: true}; this is"
            + " detected.");
  }

  @Test
  void fieldsWithinAColumnAreNamedWithTheQueryThatWorks() {
    Tables nested =
        json(
                "{\"y\": 1, \"h\": {\"x\": 10, \"the z\": 3}}",
                "{\"y\": 2, \"h\": {\"x\": 20, \"the z\": 4}}")
            .select("y", "h.x", "h.the z");
    String query = "SELECT *, h.x AS `h.x`, h.`the z` AS `h.the z` FROM input";
    refused(
        nested,
        """
        data.features: the table has no column "h.x".
        data.features: the table has no column "h.the z". To use a field of a column, select it in a query:
          query: %s\
        """
            .formatted(query));
    assertThat(nested.query(query).read().matrix().x()).containsExactly(10, 3, 20, 4);
  }

  @Test
  void rowsThatTheJobLeavesOutAreCounted() {
    Tables table =
        Tables.csv(folder, "a.csv", "y,x", "1,2", "3,4,5", "6,7").option("mode", "DROPMALFORMED");
    TableData data = table.read();
    assertThat(data.matrix().x()).containsExactly(2, 7);
    assertThat(data.notes())
        .contains(
            "a.csv: 1 of 3 rows have more or fewer cells than the header, the first in line 3, and"
                + " are dropped (mode: DROPMALFORMED)");
  }

  @Test
  void rowsThatTheJobBendsKeepTheirOtherCells() {
    for (String[] lines :
        List.of(
            new String[] {"y,x,z", "1,2,a", "3,4", "5,6,b,c"},
            new String[] {"y,x,z", "1,2,\"a\nb\"", "3,4", "5,6,b,c"})) {
      TableData data = Tables.csv(folder, "a.csv", lines).option("mode", "PERMISSIVE").read();
      assertThat(data.matrix().x()).containsExactly(2, 4, 6);
      assertThat(data.notes())
          .contains(
              "a.csv: 2 of 3 rows have more or fewer cells than the header, the first in line "
                  + (lines[1].contains("\n") ? 4 : 3)
                  + ", and are read with extra cells cut off and missing cells empty (mode:"
                  + " PERMISSIVE)");
    }
  }

  @Test
  void namesThatDifferByCaseAreDifferentNames() {
    Tables csv = Tables.csv(folder, "a.csv", "X,y,x", "1,2,3", "4,5,6").select("y", "x");
    assertThat(csv.read().matrix().x()).containsExactly(3, 6);
    assertThat(csv.read().notes().get(0)).contains("differ only in case");
    assertThat(csv.query("SELECT X AS x, y FROM input").read().matrix().x()).containsExactly(1, 4);
    Tables json =
        json("{\"X\": 1, \"y\": 2, \"x\": 3}", "{\"X\": 4, \"y\": 5, \"x\": 6}").select("y", "x");
    assertThat(json.read().matrix().x()).containsExactly(3, 6);
    Tables other = Tables.csv(folder, "b.csv", "X,y", "1,2", "3,4").select("y", "x");
    assertThat(other.query("SELECT x, Y AS y FROM input").read().matrix().x())
        .containsExactly(1, 3);
  }

  @Test
  void aColumnOfNanosecondsThatIsNotUsedDoesNotMatter() throws IOException {
    Path cases = Path.of("/work/shared/cases/23-parquet-types");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(cases));
    assertThat(
            Tables.at(cases.resolve("ns.parquet"))
                .format("parquet")
                .select("price", "area dec", "rooms f32")
                .read()
                .rows()
                .read())
        .isPositive();
  }

  @Test
  void filesOfAnotherFormatAreNamed() throws IOException {
    Tables.csv(folder, "a.csv", "y,x", "1,2");
    SharedSpark.session().range(3).coalesce(1).write().parquet(folder.resolve("p").toString());
    Path parquet;
    try (Stream<Path> files = Files.list(folder.resolve("p"))) {
      parquet =
          files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    refused(
        Tables.at(folder.resolve("a.csv")).format("parquet"),
        "data.path: a.csv is a text file. Set format: csv.");
    refused(
        Tables.at(parquet),
        "data.path: %s is a Parquet file. Set format: parquet.".formatted(shown(parquet)));
    assertThatThrownBy(() -> Tables.csv(folder, "e.csv").read())
        .hasMessage("data.path: e.csv holds only whitespace. Check how it was made.");
  }

  private static String shown(Path file) {
    String name = file.getFileName().toString();
    return name.length() <= 60 ? name : name.substring(0, 60) + "…";
  }

  private Tables json(String... lines) {
    return Tables.csv(folder, "a.json", lines).format("json");
  }

  private static void refused(Tables table, String message) {
    assertThatThrownBy(table::read)
        .isInstanceOf(JobException.class)
        .hasNoCause()
        .hasMessage(message);
  }
}
