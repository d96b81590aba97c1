package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.spec.JobException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What SQL reads in a cell is what the rule reads there, or nothing. */
class CellSqlTest {
  private static final int CELLS = 4000;
  private static final String REFUSED = "refused ";

  private final SparkSession spark = SharedSpark.session();

  @ParameterizedTest
  @EnumSource(Marks.class)
  void noCellHasAnotherNumber(Marks marks) {
    for (CellRule rule :
        List.of(
            rule(marks, "", false),
            rule(marks, "€", false),
            rule(marks, "kr", false),
            rule(marks, "", true))) {
      List<String> cells = cells(rule);
      Map<String, Object> read = read(new CellSql(rule, ""), cells);
      int same = 0;
      for (String cell : cells) {
        Object value = read.get(cell);
        if (!REFUSED.equals(value)) {
          assertThat(value).as("<%s> by %s", cell, rule).isEqualTo(expected(rule, cell));
          same++;
        }
      }
      assertThat(same).as("read of " + rule).isGreaterThan(CELLS / 12);
    }
  }

  private static CellRule rule(Marks marks, String currency, boolean percent) {
    return new CellRule(
        "x",
        CellType.NUMBER,
        marks,
        currency,
        percent,
        MissingMarkers.of(List.of("-999", "none given")));
  }

  private static @Nullable Object expected(CellRule rule, String cell) {
    try {
      return rule.number(cell);
    } catch (JobException unreadable) {
      return "nothing, for Linesweep refuses it";
    }
  }

  /** By cell, with what the statement refuses as such. */
  private Map<String, Object> read(CellSql sql, List<String> cells) {
    String text = sql.number().replace("raise_error(", "concat('" + REFUSED + "', ");
    String told =
        text.replaceAll(
            "CAST\\(concat\\('refused .*?\\) AS DOUBLE\\)( END)", "CAST('Infinity' AS DOUBLE)$1");
    Map<String, Object> values = new LinkedHashMap<>();
    for (Row row :
        spark
            .createDataset(cells, Encoders.STRING())
            .toDF("x")
            .select(functions.col("x"), functions.expr(told))
            .collectAsList()) {
      Object value = row.get(1);
      values.put(
          row.getString(0),
          Double.valueOf(Double.POSITIVE_INFINITY).equals(value) ? REFUSED : value);
    }
    return values;
  }

  /** Numbers in the rule's notation, some of them with a character more, less or changed. */
  private static List<String> cells(CellRule rule) {
    Random random = new Random(rule.marks().ordinal() + rule.currency().hashCode());
    String pieces = "0123456789.,'\u2019 \u00A0-+eE%€kr\u2212";
    List<String> cells = new ArrayList<>();
    while (cells.size() < CELLS) {
      StringBuilder cell = new StringBuilder(number(rule, random));
      for (int i = random.nextInt(3); i > 0; i--) {
        int at = random.nextInt(cell.length() + 1);
        switch (random.nextInt(3)) {
          case 0 -> cell.insert(at, pieces.charAt(random.nextInt(pieces.length())));
          case 1 -> cell.delete(at, Math.min(at + 1, cell.length()));
          default -> cell.append(pieces.charAt(random.nextInt(pieces.length())));
        }
      }
      cells.add(cell.toString());
    }
    cells.addAll(
        List.of(
            "", "NA", " n/a ", "none given ", "None given", "-999", "\u2013", "NaN", "Infinity"));
    return cells;
  }

  private static String number(CellRule rule, Random random) {
    String digits = String.valueOf(1 + random.nextInt(random.nextBoolean() ? 999 : 9_999_999));
    StringBuilder number = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      int left = digits.length() - i;
      if (i > 0 && left % 3 == 0 && rule.marks().group() != '\0' && digits.length() % 2 == 0) {
        number.append(rule.marks().group());
      }
      number.append(digits.charAt(i));
    }
    if (random.nextBoolean()) {
      number.append(rule.marks().decimal()).append(random.nextInt(1000));
    }
    String sign = random.nextInt(3) == 0 ? "-" : "";
    if (rule.percent()) {
      return sign + number + "%";
    }
    return random.nextBoolean() ? sign + rule.currency() + number : sign + number + rule.currency();
  }

  @Test
  void wholeNumbersKeepTheirDigitsAndTypes() {
    CellRule rule = CellRule.of("x", CellType.LONG, List.of("-9"));
    String sql = new CellSql(rule, "").typed();

    assertThat(values("SELECT %s FROM VALUES ('9007199254740993'), ('-9'), (' 7 ') AS t(x)", sql))
        .containsExactly(9007199254740993L, null, 7L);
    assertThat(values("SELECT %s FROM VALUES (9007199254740993), (-9) AS t(x)", sql))
        .containsExactly(9007199254740993L, null);
    assertThat(values("SELECT %s FROM VALUES (5D), (-9D) AS t(x)", sql)).containsExactly(5L, null);
  }

  @Test
  void otherTypesAreReadAsTheRuleDoes() {
    String open = new CellSql(CellRule.of("x", CellType.BOOLEAN, List.of()), "?!").typed();
    String day = new CellSql(CellRule.of("x", CellType.DATE, List.of()), "").typed();

    assertThat(values("SELECT %s FROM VALUES ('true'), ('FALSE '), ('NA'), ('?!') AS t(x)", open))
        .containsExactly(true, false, null, null);
    assertThat(values("SELECT %s FROM VALUES (true), (NULL) AS t(x)", open))
        .containsExactly(true, null);
    assertThat(values("SELECT string(%s) FROM VALUES ('2024-02-29'), ('-') AS t(x)", day))
        .containsExactly("2024-02-29", null);
  }

  private List<Object> values(String query, String expression) {
    return spark.sql(query.formatted(expression)).collectAsList().stream()
        .map(row -> row.get(0))
        .toList();
  }
}
