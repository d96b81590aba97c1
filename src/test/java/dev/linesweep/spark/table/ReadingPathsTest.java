package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.JobException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spark's reader and our own, which line breaks in cells ask for, give the same tables. */
class ReadingPathsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a", "\"a\nb\""})
  void namesOfFoldersAreColumns(String cell) {
    Tables.write(folder.resolve("t/year=2020/kind=a%20b"), "1.csv", "y,x,text", "1,10," + cell);
    Tables.write(folder.resolve("t/year=2021/kind=c"), "2.csv", "y,x,text", "2,20,b", "3,30,c");
    Tables table = Tables.csv(folder, "no.csv", "a").path(folder.resolve("t")).orderBy("y");

    assertThat(table.select("y", "x", "year").read().matrix().x())
        .containsExactly(10, 2020, 20, 2021, 30, 2021);
    assertThat(table.query("SELECT y, length(kind) AS x FROM input").read().matrix().x())
        .containsExactly(3, 1, 1);
    assertThat(table.option("pathGlobFilter", "2*").select("y", "x", "year").read().matrix().x())
        .containsExactly(20, 2021, 30, 2021);
    assertThatThrownBy(() -> table.option("recursiveFileLookup", "true").select("y", "year").read())
        .isInstanceOf(JobException.class)
        .hasMessageContaining("no column \"year\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\"a\nb\""})
  void blanksAreTrimmedAsAskedFor(String cell) {
    Tables table =
        Tables.csv(folder, "a.csv", "y,x,text", "1,7,  a  ", "2,8,\" q \"", "3,9," + cell)
            .query("SELECT y, length(text) AS x FROM input WHERE y < 3");

    assertThat(table.read().matrix().x()).containsExactly(5, 3);
    assertThat(table.option("ignoreLeadingWhiteSpace", "true").read().matrix().x())
        .containsExactly(3, 3);
    assertThat(table.option("ignoreTrailingWhiteSpace", "true").read().matrix().x())
        .containsExactly(3, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "_corrupt_record"})
  void aColumnMayHaveTheNameThatTheSiteGivesToRowsThatSparkCannotRead(String name) {
    SparkSession site = SharedSpark.session().newSession();
    site.conf().set("spark.sql.columnNameOfCorruptRecord", name);
    Tables csv = Tables.csv(folder, "a.csv", "y," + name, "1,7", "2,8").select("y", name);
    Tables queried = csv.query("SELECT * FROM input");
    Tables json =
        csv.format("json")
            .path(
                Tables.write(
                    folder,
                    "a.json",
                    "{'y': 1, '%s': 7}".formatted(name).replace('\'', '"'),
                    "{'y': 2, '%s': 8}".formatted(name).replace('\'', '"')));

    List<Tables> tables = name.equals("x") ? List.of(csv, queried, json) : List.of(csv, queried);
    assertThat(tables)
        .allSatisfy(
            table ->
                assertThat(
                        TableReader.read(site, table.spec(), table.rules(), none -> null)
                            .matrix()
                            .x())
                    .containsExactly(7, 8));
  }

  @Test
  void anEscapeGoesWithFilesOfOneOrderOnly() {
    Tables.write(folder.resolve("t"), "1.csv", "y,x", "1,10");
    Tables.write(folder.resolve("t"), "2.csv", "x,y", "20,2");
    Tables table =
        Tables.csv(folder, "no.csv", "a").path(folder.resolve("t")).select("y", "x").orderBy("y");

    assertThat(table.read().matrix().x()).containsExactly(10, 20);
    assertThatThrownBy(() -> table.option("escape", "\\").read())
        .isInstanceOf(JobException.class)
        .hasMessageContaining("Remove the options");
  }
}
