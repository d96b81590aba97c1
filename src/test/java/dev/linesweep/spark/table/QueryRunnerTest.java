package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SplitSpec;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryRunnerTest {
  @TempDir Path folder;

  private Tables table() {
    return Tables.csv(
        folder, "a.csv", "y,x,d", "1,2,2020-01-02", "3,4,2020-01-01", "5,6,2020-01-03");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM input",
        "select y, x from INPUT where x > 0",
        "WITH a AS (SELECT * FROM input), b AS (SELECT * FROM a) SELECT * FROM b",
        "SELECT y, x FROM input WHERE x <= (SELECT max(x) FROM input)",
        "SELECT *, log(x) AS lx, sin(2*pi()*dayofyear(d)/365.25) AS s FROM input",
        "FROM input |> WHERE x > 0",
      })
  void selectOverTheInputThatKeepsRowsKeepsTheOrderOfTheFile(String query) {
    assertThat(table().query(query).read().matrix().y()).containsExactly(1, 3, 5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT *, lead(y) OVER (ORDER BY d) AS next FROM input | true",
        "SELECT x, max(y) AS y FROM input GROUP BY x ORDER BY x | true",
        "SELECT a.* FROM input a JOIN input b ON a.x < b.x | false",
        "SELECT *, explode(sequence(1, y)) AS e FROM input | false",
        "SELECT x, max(y) AS y FROM input GROUP BY CUBE (x, d) | false",
        "SELECT * FROM input UNION ALL SELECT * FROM input | false",
      })
  void rowsAreCountedBeforeTheyAreCollectedOnlyIfThereMayBeMore(String query, boolean noMore)
      throws Exception {
    Dataset<Row> rows =
        TableSession.of(SharedSpark.session())
            .spark()
            .read()
            .option("header", "true")
            .schema("y INT, x INT, d DATE")
            .csv(table().path());
    assertThat(QueryRunner.addsNoRows(QueryRunner.run(rows.coalesce(1), query))).isEqualTo(noMore);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT *, lead(y) OVER (ORDER BY d) AS next FROM input",
        "SELECT *, lead(y) OVER w AS next FROM input WINDOW w AS (ORDER BY d)",
        "SELECT DISTINCT y, x, d FROM input",
        "SELECT a.y, b.x, a.d FROM input a JOIN input b ON a.x = b.x",
        "SELECT y, x, d FROM input UNION ALL SELECT y, x, d FROM input WHERE y > 99",
        "SELECT max(y) AS y, x, d FROM input GROUP BY x, d HAVING count(*) > 0",
        "SELECT t.* FROM (SELECT y, x, d FROM input) t LEFT JOIN VALUES (1), (2) AS v(k) ON v.k ="
            + " t.y",
        "SELECT * FROM input ORDER BY x LIMIT 10",
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT input.*"
            + " FROM input JOIN r ON n = 1",
      })
  void queryThatShufflesNeedsAnOrder(String query) {
    assertThatThrownBy(() -> table().query(query).read())
        .hasMessageStartingWith(
            "data.order_by: split.by is order, but the query shuffles its rows,")
        .hasMessageEndingWith("\n  order_by: [\"d\"]");
    assertThat(table().query(query).orderBy("d").read().matrix().y()).containsExactly(3, 1, 5);
    assertThat(table().query(query).split(SplitSpec.By.RANDOM).read().matrix().y())
        .containsExactly(1, 3, 5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM text.`/etc/passwd` | it reads text./etc/passwd",
        "SELECT * FROM input JOIN other | it reads other",
        "SELECT * FROM default.input | it reads default.input",
        "SELECT * FROM input WHERE x IN (SELECT 1 FROM csv.`/x`) | it reads csv./x",
        "WITH a AS (SELECT * FROM t) SELECT * FROM input | it reads t",
        "SELECT TRANSFORM(x) USING 'cat' AS (y) FROM input | it runs a script (TRANSFORM)",
        "SELECT reflect('java.lang.System', 'getenv', 'HOME') AS y, x FROM input | it calls code"
            + " outside Spark with reflect",
        "SELECT java_method('java.lang.System', 'nanoTime') FROM input | it calls code outside"
            + " Spark with java_method",
        "SELECT try_reflect('java.lang.System', 'nanoTime') FROM input | it calls code outside"
            + " Spark with try_reflect",
        "SELECT x, sum(y) OVER w AS y FROM input WINDOW w AS (ORDER BY reflect('java.lang.System',"
            + " 'nanoTime')) | it calls code outside Spark with reflect",
        "SELECT x, my.f(y) AS y FROM input | my.f is not a built-in function of Spark",
        "SELECT x, shout(y) AS y FROM input | shout is not a built-in function of Spark",
        "SELECT x, rand() AS y FROM input | rand gives different values in every run, so a sweep"
            + " could not be continued",
        "SELECT x, IDENTIFIER('y') FROM input | it uses IDENTIFIER(…)",
        "SELECT * FROM IDENTIFIER('t') | it reads t",
        "SELECT * FROM sql_keywords() | it reads sql_keywords(…)",
        "SET spark.sql.ansi.enabled=false | it is not a SELECT (SetCommand)",
        "INSERT INTO t SELECT * FROM input | it is not a SELECT (InsertIntoStatement)",
        "SHOW TABLES | it is not a SELECT (ShowTables)",
        "ADD JAR '/x.jar' | it is not a SELECT (AddJarsCommand)",
        "EXPLAIN SELECT * FROM input | it is not a SELECT (ExplainCommand)",
      })
  void queryThatLeavesTheInputIsRefused(String query, String reason) {
    SparkSession spark = SharedSpark.session();
    UDF1<String, String> shout = text -> text + "!";
    spark.udf().register("shout", shout, DataTypes.StringType);
    assertThatThrownBy(() -> table().query(query).read())
        .isInstanceOf(JobException.class)
        .hasMessage(
            "data.query: the query must be one SELECT that reads only input, but " + reason + ".");
  }

  @Test
  void relationBehindACteOfAnotherScopeIsFoundInTheAnalyzedPlan() {
    SharedSpark.session()
        .range(3)
        .selectExpr("id as x", "id as y")
        .createOrReplaceTempView("secret");
    assertThatThrownBy(
            () ->
                table()
                    .query(
                        "SELECT * FROM secret WHERE x IN"
                            + " (WITH secret AS (SELECT x FROM input) SELECT x FROM secret)")
                    .read())
        .isInstanceOf(JobException.class)
        .hasMessage(
            "data.query: the query must be one SELECT that reads only input, but it reads secret.");
  }

  @Test
  void functionThatShadowsABuiltInIsRefused() {
    SparkSession spark = SharedSpark.session().newSession();
    spark.conf().set("spark.sql.functionResolution.sessionOrder", "first");
    UDF1<Integer, Integer> evil = value -> value;
    spark.udf().register("abs", evil, DataTypes.IntegerType);
    Tables table = table().query("SELECT abs(x) AS x, y FROM input");
    assertThatThrownBy(() -> TableReader.read(spark, table.spec(), table.rules(), name -> null))
        .hasMessageStartingWith(
            "data.query: the query must be one SELECT that reads only input, but it calls");
  }

  @Test
  void twoStatementsAndBrokenSqlAreOneLine() {
    assertThatThrownBy(() -> table().query("SELECT * FROM input; SELECT 1").read())
        .isInstanceOf(JobException.class)
        .hasMessage(
            "data.query: [PARSE_SYNTAX_ERROR] Syntax error at or near 'SELECT': extra input"
                + " 'SELECT'. (line 1, pos 21)");
    assertThatThrownBy(() -> table().query("SELECT xx FROM input").read())
        .hasMessage("data.query: the table has no column `xx`. Its columns are: y, x, d.");
  }

  @Test
  void theWeatherOfTomorrowCanBeLearned() {
    TableData data =
        Tables.at(Path.of("jobs/data/seattle-weather.csv"))
            .query(
                "SELECT *, lead(temp_max) OVER (ORDER BY date) AS tomorrow,"
                    + " sin(2*pi()*dayofyear(date)/365.25) AS season_sin FROM input")
            .select("tomorrow", "temp_max", "season_sin")
            .orderBy("date")
            .read();

    assertThat(data.rows().read()).isEqualTo(1461);
    assertThat(data.rows().withoutLabel()).isEqualTo(1);
    assertThat(data.matrix().y()).hasSize(1460).startsWith(10.6);
    assertThat(data.matrix().x()).startsWith(12.8, Math.sin(2 * Math.PI / 365.25), 10.6);
  }
}
