package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SplitSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {
  @TempDir Path folder;

  @Test
  void columnsComeAsDoublesInTheOrderOfTheJobFile() {
    TableData data =
        Tables.csv(folder, "a.csv", "y,x,b", "1,2,true", "3,4.5,false")
            .select("y", "b", "x")
            .read();

    assertThat(data.matrix().x()).containsExactly(1, 2, 0, 4.5);
    assertThat(data.matrix().y()).containsExactly(1, 3);
    assertThat(data.matrix().features()).containsExactly("b", "x");
    assertThat(data.matrix().label()).isEqualTo("y");
    assertThat(data.rows().read()).isEqualTo(2);
    assertThat(data.description()).startsWith("csv file:").endsWith("a.csv (1 file)");
  }

  @Test
  void aBaselineColumnComesBesideTheFeaturesAndChangesNoneOfThem() {
    Tables table = Tables.csv(folder, "a.csv", "y,x,z", "3,1,9", "1,1,8", "2,0,7").select("y", "x");

    TableData without = table.read();
    TableData with = table.readWithBaselines("z");

    assertThat(with.matrix().x()).containsExactly(without.matrix().x());
    assertThat(with.matrix().y()).containsExactly(without.matrix().y());
    assertThat(with.encoder()).isEqualTo(without.encoder());
    assertThat(with.baselines()).hasSize(1);
    assertThat(with.baselines().get(0).column()).isEqualTo("z");
    assertThat(with.baselines().get(0).values()).containsExactly(9, 8, 7);
  }

  @Test
  void aBaselineMayBeAFeature() {
    TableData data =
        Tables.csv(folder, "a.csv", "y,x", "3,1", "1,4").select("y", "x").readWithBaselines("x");

    assertThat(data.matrix().x()).containsExactly(1, 4);
    assertThat(data.baselines().get(0).values()).containsExactly(1, 4);
  }

  @Test
  void rowsThatAreSortedByTheirValuesStayInPlaceWithABaseline() {
    Tables table =
        Tables.csv(folder, "a.csv", "y,x,z", "3,1,1", "1,1,5", "2,0,9")
            .query("SELECT * FROM input ORDER BY z")
            .split(SplitSpec.By.RANDOM)
            .select("y", "x");

    TableData without = table.read();
    TableData with = table.readWithBaselines("z");

    assertThat(with.matrix().y()).containsExactly(without.matrix().y()).containsExactly(2, 1, 3);
    assertThat(with.baselines().get(0).values()).containsExactly(9, 5, 1);
  }

  @Test
  void aBaselineMustBeAColumnOfNumbers() {
    Tables table = Tables.csv(folder, "a.csv", "y,x,t", "3,1,a", "1,4,b").select("y", "x");

    assertThatThrownBy(() -> table.readWithBaselines("zz"))
        .hasMessage("data.baseline: the table has no column \"zz\". Its columns are: y, x, t.");
    assertThatThrownBy(() -> table.readWithBaselines("t"))
        .hasMessageStartingWith("data.baseline: column \"t\" is text")
        .hasMessageEndingWith("A baseline must be a number.");
    assertThatThrownBy(() -> table.readWithBaselines("y"))
        .hasMessage("data.baseline: \"y\" is the label.");
  }

  @Test
  void namesMayHoldSpacesDotsBackticksQuotesAndLetters() {
    TableData data =
        Tables.csv(folder, "a.csv", "y,Living Area,a.b,c`d,größe,_x", "1,2,3,4,5,6", "2,3,4,5,6,7")
            .select("y", "Living Area", "a.b", "c`d", "größe", "_x")
            .read();

    assertThat(data.matrix().features())
        .containsExactly("Living Area", "a.b", "c`d", "größe", "_x");
    assertThat(data.matrix().x()).containsExactly(2, 3, 4, 5, 6, 3, 4, 5, 6, 7);
  }

  @Test
  void missingColumnIsNamedWithItsNearestAndAllOthers() {
    Tables table = Tables.csv(folder, "a.csv", "price,Beds,baths", "1,2,3").select("prise", "beds");

    refused(
        table,
        """
        data.label: the table has no column "prise" (did you mean "price"?).
        data.features: the table has no column "beds" (did you mean "Beds"?). Its columns are: price, Beds, baths.\
        """);
  }

  @Test
  void oneBadNumberIsNamedWithItsRow() {
    refused(
        Tables.csv(folder, "a.csv", "y,x", "1,2", "2,five", "3,5", "4,?"),
        """
        data.features: column "x" is not a number in 1 of 3 values: "five" (row 2). If that means a missing value, add under data:
          na_values: ["five"]
        If the column is text, add under data:
          types: {x: text}
        and replace label and features with
          formula: "y ~ x\"\
        """);
  }

  @Test
  void textColumnPointsToTheFormula() {
    refused(
        Tables.csv(folder, "a.csv", "y,x,the wall", "1,2,brick", "2,3,wood")
            .select("y", "x", "the wall"),
        "data.features: column \"the wall\" is text: row 1 holds \"brick\" (2 of 2 values are not"
            + " numbers). To use it as a category, replace label and features with\n"
            + "  formula: \"y ~ x + `the wall`\"");
  }

  @Test
  void labelMustBeANumber() {
    refused(
        Tables.csv(folder, "a.csv", "y,x", "low,2", "high,3"),
        "data.label: column \"y\" is text: row 1 holds \"low\" (2 of 2 values are not numbers)."
            + " The label must be a number.");
  }

  @Test
  void dateIsRefusedWithTheQueryThatMakesANumber() {
    refused(
        Tables.csv(folder, "a.csv", "y,x", "1,2020-01-01", "2,2020-01-02"),
        "data.features: column \"x\" is a date but must be a number. Compute one in a query, and"
            + " write x_days instead of x:\n"
            + "  query: SELECT *, unix_date(x) AS x_days FROM input");
  }

  @Test
  void missingValuesAreCountedByColumnWithTheFirstRow() {
    refused(
        Tables.csv(folder, "a.csv", "y,x,z", "1,2,3", ",,", "3,,NaN", "4,,5").select("y", "x", "z"),
        """
        data.missing: column "x" has no value in 2 of 3 rows, first in row 3. Set missing: drop to leave such rows out, or fill the gaps in a query: coalesce(x, …).
        data.missing: column "z" has no value in 1 of 3 rows, first in row 3. Set missing: drop to leave such rows out, or fill the gaps in a query: coalesce(z, …).\
        """);
  }

  @Test
  void droppedRowsAndRowsWithoutALabelAreCounted() {
    TableData data =
        Tables.csv(folder, "a.csv", "y,x", "1,2", ",", "3,", "4,5", "NaN,6").drop().read();

    assertThat(data.matrix().x()).containsExactly(2, 5);
    assertThat(data.matrix().y()).containsExactly(1, 4);
    assertThat(data.rows().read()).isEqualTo(5);
    assertThat(data.rows().withoutLabel()).isEqualTo(2);
    assertThat(data.rows().dropped()).isEqualTo(1);
  }

  @Test
  void infinityIsNoValueToDrop() {
    Tables infinite =
        Tables.csv(folder, "a.csv", "y,x", "1,2", "2,Inf", "3,", "4,5")
            .option("positiveInf", "Inf")
            .drop();
    String query = "SELECT * FROM input WHERE coalesce(abs(x), 0) <> double('Infinity')";
    refused(
        infinite,
        "data: column \"x\" is infinite in 1 row, first in row 2. To drop such rows, add under"
            + " data:\n"
            + "  query: "
            + query);
    TableData finite = infinite.query(query).read();
    assertThat(finite.matrix().x()).containsExactly(2, 5);
    assertThat(finite.rows().dropped()).isEqualTo(1);
  }

  @Test
  void raggedRowIsAnErrorWhateverColumnsTheJobReads() {
    String[] rows = {"a,x,z,y", "Elm Rd,2,1,1", "Main St, 3,9,5,7", "Elm Rd,3,5,6"};
    String message =
        "data.path: a.csv: line 3 (row 2) has 5 cells, but the header has 4 (a, x, z, y): \"Main"
            + " St, 3,9,5,7\". A cell that holds a comma must be in quotes. Fix the file.";
    Tables table = Tables.csv(folder, "a.csv", rows);

    refused(table, message);
    refused(table.query("SELECT x, y FROM input WHERE x < 3"), message);
    refused(
        Tables.csv(folder, "b.csv", "y,x", "1,2", "3"),
        "data.path: b.csv: line 3 (row 2) has 1 cell, but the header has 2 (y, x): \"3\". A cell is"
            + " missing. Fix the file.");
  }

  @Test
  void missingFileSaysSo() {
    Tables table = Tables.at(folder.resolve("no.csv"));
    refused(
        table,
        "data.path: there is no "
            + table.path()
            + ". Check the path: in a job file it is relative to that file.");
  }

  @Test
  void missingTableIsOneLine() {
    assertThatThrownBy(() -> Tables.catalog("nowhere.t").split(SplitSpec.By.RANDOM).read())
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("data.table: [TABLE_OR_VIEW_NOT_FOUND]")
        .message()
        .doesNotContain("\n", "SQLSTATE");
  }

  @Test
  void emptyTableIsRefused() {
    refused(
        Tables.csv(folder, "a.csv", "y,x", "1,2").query("SELECT * FROM input WHERE x > 9"),
        "data: the table has no rows.");
  }

  @Test
  void parquetAndJsonAreReadToo() {
    SparkSession spark = SharedSpark.session();
    spark
        .range(5)
        .selectExpr("cast(id as decimal(10,2)) as y", "float(id) * 2 as x")
        .coalesce(1)
        .write()
        .parquet(folder.resolve("p").toString());
    assertThat(Tables.at(folder.resolve("p")).format("parquet").read().matrix().x())
        .containsExactly(0, 2, 4, 6, 8);

    Tables json = Tables.csv(folder, "a.json", "{\"y\": 1, \"x\": 2}", "{\"x\": 3, \"y\": 4}");
    assertThat(json.format("json").read().matrix().x()).containsExactly(2, 3);
  }

  @Test
  void theCallersViewsAreReadAndKept() {
    SparkSession spark = SharedSpark.session();
    spark.range(3).selectExpr("id as x", "id + 1 as y").createOrReplaceTempView("mine");
    spark.range(1).createOrReplaceTempView("input");
    TableData data =
        Tables.catalog("mine").query("SELECT * FROM input WHERE x < 2").orderBy("x").read();

    assertThat(data.matrix().x()).containsExactly(0, 1);
    assertThat(spark.table("input").columns()).containsExactly("id");
  }

  @Test
  void jdbcIsReadWithItsPasswordAndNeverShowsIt() throws SQLException {
    String url = "jdbc:h2:mem:sweep;DB_CLOSE_DELAY=-1";
    try (Connection connection = DriverManager.getConnection(url, "sa", "s3cret-pw");
        Statement statement = connection.createStatement()) {
      statement.execute("create table t (\"x\" int, \"y\" double)");
      statement.execute("insert into t values (3, 30), (1, 10), (2, 20)");
    }
    Tables table =
        Tables.jdbc()
            .option("url", url)
            .option("dbtable", "t")
            .option("user", "sa")
            .option("password", "${env:PW}");

    assertThat(table.orderBy("x").read(Map.of("PW", "s3cret-pw")).matrix().y())
        .containsExactly(10, 20, 30);
    assertThatThrownBy(() -> table.read(Map.of("PW", "wrong-pw")))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("data.options: the database reports: Wrong user name or password")
        .hasNoCause();
    refused(table, "data.options.password: the environment variable PW is not set; export it");
    assertThatThrownBy(
            () -> table.option("dbtable", "\"${env:PW}\"").read(Map.of("PW", "s3cret-pw")))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("${env:PW}")
        .message()
        .doesNotContainIgnoringCase("s3cret");
    assertThatThrownBy(
            () -> table.option("driver", "no.such.Driver").read(Map.of("PW", "s3cret-pw")))
        .hasMessage(
            "data.options: there is no class no.such.Driver. Add its jar with --packages"
                + " com.h2database:h2:2.3.232, or with --jars. With spark-submit, put the option"
                + " before the name of Linesweep's jar.");
  }

  @Test
  void executorsThatDieOfATableAreSaidToLackMemory() {
    Exception failure =
        new SparkException(
            "Job aborted due to stage failure: ExecutorLostFailure (executor 1 exited caused by one"
                + " of the running tasks) Reason: Command exited with code 52");

    assertThat(SparkErrors.translate("data.path", failure))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("data.path: executors were lost while reading the table")
        .hasMessageContaining("spark.executor.memory");
  }

  @Test
  void aFileOfManySplitsComesInItsOrder() throws IOException {
    SparkSession spark = SharedSpark.session();
    String[] lines = new String[20_001];
    lines[0] = "y,x";
    for (int i = 0; i < 20_000; i++) {
      lines[i + 1] = i + "," + (i * 7919 % 20_000);
    }
    Tables table = Tables.csv(folder, "a.csv", lines);
    double[] whole = table.read().matrix().y();
    spark.conf().set("spark.sql.files.maxPartitionBytes", "9999");
    try {
      assertThat(spark.read().csv(table.path()).javaRDD().getNumPartitions()).isGreaterThan(15);
      assertThat(table.read().matrix().y())
          .containsExactly(IntStream.range(0, 20_000).asDoubleStream().toArray())
          .containsExactly(whole);
    } finally {
      spark.conf().unset("spark.sql.files.maxPartitionBytes");
    }
  }

  @Test
  void severalFilesNeedAnOrderUnlessTheSplitIsRandom() {
    Tables.write(folder.resolve("t"), "1.csv", "y,x,day", "1,10,2020-01-03", "2,20,2020-01-02");
    Tables.write(folder.resolve("t"), "2.csv", "y,x,day", "3,5,2020-01-01", "4,20,2020-01-02");
    Tables table = Tables.at(folder.resolve("t"));

    refused(
        table,
        """
        data.order_by: split.by is order, but the rows come from 2 files, so their order depends on the number of cores. Add this line under data, with the column that orders the rows, or set split.by to random:
          order_by: ["day"]\
        """);
    assertThat(table.orderBy("day").read().matrix().y()).containsExactly(3, 2, 4, 1);
    assertThat(table.split(SplitSpec.By.RANDOM).read().matrix().y()).containsExactly(3, 1, 2, 4);
    refused(
        table.orderBy("Day"),
        "data.order_by: the table has no column \"Day\" (did you mean \"day\"?). Its columns are:"
            + " y, x, day.");
  }

  @Test
  void severalFilesGiveOneMatrixHoweverSparkCutsThem() {
    SparkSession spark = SharedSpark.session();
    for (int file = 0; file < 6; file++) {
      String[] lines = new String[101 + 50 * file];
      lines[0] = "y,x,g";
      for (int i = 1; i < lines.length; i++) {
        lines[i] = (i * 31 % 17) / 10.0 + "," + (i * 13 % 11) / 3.0 + "," + i % 5;
      }
      Tables.write(folder.resolve("m"), file + ".csv", lines);
    }
    Tables sorted = Tables.at(folder.resolve("m")).split(SplitSpec.By.RANDOM);
    Tables averaged =
        sorted.query("SELECT g, avg(y) AS y, avg(x) AS x FROM input GROUP BY g").orderBy("g");
    double[] rows = sorted.read().matrix().x();
    double[] averages = averaged.read().matrix().x();
    for (String bytes : new String[] {"300", "1000", "5000"}) {
      spark.conf().set("spark.sql.files.maxPartitionBytes", bytes);
      spark.conf().set("spark.sql.files.openCostInBytes", "10");
      try {
        assertThat(sorted.read().matrix().x()).containsExactly(rows);
        assertThat(averaged.read().matrix().x()).containsExactly(averages);
      } finally {
        spark.conf().unset("spark.sql.files.maxPartitionBytes");
        spark.conf().unset("spark.sql.files.openCostInBytes");
      }
    }
  }

  private static void refused(Tables table, String message) {
    assertThatThrownBy(table::read)
        .isInstanceOf(JobException.class)
        .hasNoCause()
        .hasMessage(message);
  }

  @Test
  void featuresThatAllRowsLackAreNamed() {
    Tables table = Tables.csv(folder, "m.csv", "y,x,z", "1,,2", "2,,3", "3,4,");
    assertThatThrownBy(() -> table.formula("y ~ x + z").drop().read())
        .hasMessage(
            "data.missing: all 3 rows lack a feature (\"x\" in 2 rows, \"z\" in 1 row), so dropping"
                + " them leaves none.");
  }
}
