package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A column of numbers in a notation that nobody foresaw is never a hundred categories. */
class UnreadNumbersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Rs. %d",
        "Rs.1,12,%03d/-",
        "Rp 4.%03d",
        "Fr. 2\u2019%03d.\u2014",
        "%d\u5186",
        "1 131 %03d:25",
        "%%%d,5",
        "%d \u2030",
        "+ %d.375",
        "%d.5E",
        "13\u00B057'%d\"N",
        "=\"%d.5\"",
        "=%d.5",
        "12:%02d",
        "0:%02d:40",
        "%d.5D+02",
        "%d.5\u00D710^2",
        "1_%d.50",
        "101 %d/8",
        "%d\u00BC",
        "%d'9\"",
        "%d years 1 months",
        "-%d.25 (est.)",
        "-%d.25 \u00B1 0.5",
        "%d\u00B725",
        "%d-256",
        "T:%d.5",
        "temp=%d.5",
        "@%d.5",
        "(%d.375, 5)"
      })
  void isSeen(String notation) {
    ColumnTally tally = tally(row -> notation.formatted(row + 10));
    boolean read = tally.numbers() == tally.cells() || !tally.dress().dressed().isEmpty();
    assertThat(read || tally.unread().make(tally.numbers(), tally.cells())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A%d", "%dD", "K-%d-x", "house%d", "0x%dC"})
  void codesAreNot(String notation) {
    ColumnTally tally = tally(row -> notation.formatted(row + 10));

    assertThat(tally.unread().make(tally.numbers(), tally.cells())).isFalse();
  }

  @Test
  void someOfThemMayLookLikeCodes() {
    ColumnTally tally = tally(row -> row % 8 == 0 ? row + "E" : row + ".5W");

    assertThat(tally.unread().make(tally.numbers(), tally.cells())).isTrue();
  }

  @Test
  void aFewSizesOfManyRowsAreCategories() {
    ColumnTally tally = tally(row -> "%d/8 in".formatted(row % 4));

    assertThat(tally.unread().make(tally.numbers(), tally.cells())).isFalse();
  }

  @Test
  void manyRowsAreJudgedByTheFirstOfThem() {
    ColumnTally own = new ColumnTally(List.of());
    ColumnTally shared = new ColumnTally(List.of());
    for (int row = 0; row < 10_000; row++) {
      own.see("12:" + row);
      shared.see("12:" + row / 20);
    }
    assertThat(own.unread().make(0, own.cells())).isTrue();
    assertThat(shared.unread().make(0, shared.cells())).isFalse();
  }

  @Test
  void theQueryThatIsPrintedReadsTheNumbers() {
    Tables table = table("T:%d.5");
    String message = message(table);

    assertThat(message)
        .contains(
            "column \"x\" has a different number in nearly every row, such as \"T:0.5\" (row 1)",
            "If the number in each cell is its value");
    String query = message.replaceAll("(?s).*query: \"?(SELECT[^\n]*?)\"?\n.*", "$1");
    TableData data =
        table.query(query).read(new DataSpec.Cells(DataSpec.Decimal.AUTO, List.of(), text()));
    assertThat(data.matrix().features()).containsExactly("x");
    assertThat(data.matrix().x()[3]).isEqualTo(3.5);
  }

  @Test
  void daysAndMonthsAreNumbersOfDaysInTheQueryThatIsPrinted() {
    Tables days = Tables.csv(folder, "d.csv", "x,y", "05.02,1", "17.11,2", "30.06,3", "05.02,4");
    Tables table = days.formula("y ~ x");
    String query = message(table).replaceAll("(?s).*query: (SELECT[^\n]*)\n.*", "$1");

    TableData told =
        table.query(query).read(new DataSpec.Cells(DataSpec.Decimal.AUTO, List.of(), text()));
    TableData numbers =
        table.read(
            new DataSpec.Cells(
                DataSpec.Decimal.AUTO, List.of(), Map.of("x", DataSpec.ColumnType.NUMBER)));

    assertThat(told.matrix().x()).containsExactly(36, 322, 182, 36);
    assertThat(numbers.matrix().x()).containsExactly(5.02, 17.11, 30.06, 5.02);
  }

  @Test
  void truthValuesAmongNumbersAreOnesInTheQueryThatIsPrinted() {
    Tables mixed = Tables.csv(folder, "b.csv", "x,y", "true,1", "1,2", "0,3", "false,4", "1,5");
    String query =
        message(mixed.formula("y ~ x")).replaceAll("(?s).*query: (SELECT[^\n]*)\n.*", "$1");
    TableData told =
        mixed
            .formula("y ~ x")
            .query(query)
            .read(new DataSpec.Cells(DataSpec.Decimal.AUTO, List.of(), text()));

    assertThat(told.matrix().x()).containsExactly(1, 1, 0, 0, 1);
  }

  @Test
  void aColumnThatIsCalledTextIsCategories() {
    TableData data =
        table("12:%02d").read(new DataSpec.Cells(DataSpec.Decimal.AUTO, List.of(), text()));

    assertThat(message(table("12:%02d")))
        .contains("or convert the column in a query", "types: {x: text}")
        .doesNotContain("regexp_extract");
    assertThat(data.matrix().features()).hasSizeGreaterThan(8);
  }

  private static Map<String, DataSpec.ColumnType> text() {
    return Map.of("x", DataSpec.ColumnType.TEXT);
  }

  private Tables table(String notation) {
    String[] lines =
        IntStream.range(-1, 30)
            .mapToObj(row -> row < 0 ? "x;y" : notation.formatted(row) + ";" + row)
            .toArray(String[]::new);
    return Tables.csv(folder, "t.csv", lines).formula("y ~ x");
  }

  private static String message(Tables table) {
    return String.valueOf(catchThrowableOfType(JobException.class, table::read).getMessage());
  }

  private static ColumnTally tally(IntFunction<String> cell) {
    ColumnTally tally = new ColumnTally(List.of());
    IntStream.range(0, 60).mapToObj(cell).forEach(tally::see);
    return tally;
  }
}
