package dev.linesweep.spark.table;

import static dev.linesweep.spark.table.Decisions.assertReads;
import static dev.linesweep.spark.table.Decisions.decide;
import static dev.linesweep.spark.table.Decisions.tally;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.linesweep.spec.DataSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnDecisionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2 3 | INTEGER",
        "1 -2 NA | INTEGER",
        "1 3000000000 | LONG",
        "1 99999999999999999999 | NUMBER",
        "1.5 2 | NUMBER",
        "+1 .5 5. 1e5 1E-3 | NUMBER",
        "1 Infinity -inf | NUMBER",
        "12345 01234 | TEXT",
        "000 001 | TEXT",
        "0 0.5 00.5 | NUMBER",
        "1D 2F 10D | TEXT",
        "0x10 0x1F | TEXT",
        "true False | BOOLEAN",
        "2020-01-05 2020-1-6 ? | DATE",
        "1,23,456 2,34,567.5 99 | NUMBER",
        "\uFF11\uFF12 7 | INTEGER",
        "\u0661\u0662 \u0663 | INTEGER",
        "5Jan 14Jan 1Feb | TEXT",
        "2020-01-05T10:00:00Z 2020-01-06 | TIMESTAMP",
        "2020-02-30 2020-02-31 | TEXT",
        "192.168.0.1 10.0.0.1 | TEXT",
        "a b 1 2 c d e | TEXT",
        "NA a b | TEXT",
        "1 a b a b | TEXT",
        "NA ? | NUMBER",
      })
  void kinds(String cells, CellType type) {
    assertThat(decide(tally(List.of(cells.split(" ")))).rule().type()).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,234|2,500|1,000",
        "561|706|1.313",
        "-1.313|0|NA",
        "€ 12|€ 1.200",
        "1 2 3 4 five",
        "1.5|2,5",
        "$5|€6",
        "$5|6",
        "5%|6",
        "2020-01-05|2020-01-06|tomorrow",
        "1|2|101|10A",
        "unknown|unknown|unknown|1.5|2.5|3.5|unknown",
      })
  void whatIsNotCertainIsRefused(String cells) {
    List<String> column = List.of(cells.split(cells.contains("|") ? "\\|" : " "));
    assertThat(decide(tally(column)).problem()).as("%s", decide(tally(column))).isPresent();
  }

  @Test
  void aNumberInAnotherNotationIsNotOfferedAsAMissingValue() {
    for (String cell : List.of("[44.6]", "\u25B244.6", "over 10", "23.6 [1]", "44.6-%")) {
      Optional<String> problem =
          decide(tally(List.of("1", "2", "3", "4", "5", cell)))
              .problem()
              .map(each -> each.text(JobLines.NEW));

      assertThat(problem).as(cell).get(as(STRING)).doesNotContain("na_values");
    }
  }

  @Test
  void aDashBeforeANumberIsItsMinus() {
    for (char dash : "\u2010\u2011\u2012\u2013\u2014\u2212".toCharArray()) {
      assertThat(decide(tally(List.of(dash + "44.5", "1.5"))).rule().number(dash + "44.5"))
          .isEqualTo(-44.5);
    }
  }

  @Test
  void numbersMixedWithTruthValuesBecomeOnesAndZeros() {
    assertThat(
            decide(tally(List.of("true", "1", "0", "false", "1")))
                .problem()
                .map(problem -> problem.text(JobLines.NEW)))
        .get(as(STRING))
        .contains("If true means 1 and false 0")
        .doesNotContain("na_values");
  }

  @Test
  void daysAndMonthsAreNotTakenForNumbers() {
    ColumnDecision days = decide(tally(List.of("05.02", "17.11", "30.06")));

    assertThat(days.problem())
        .get(as(type(ColumnProblem.class)))
        .extracting(ColumnProblem::sentence, as(STRING))
        .contains("\"05.02\" (row 1), which may be a number or a day and a month");
    assertThat(decide(tally(List.of("5.02", "17.11", "30.06"))).problem()).isEmpty();
    assertThat(decide(tally(List.of("05.02", "17.11", "30.56"))).problem()).isEmpty();
  }

  @Test
  void oddCellsAreNamedWithRowsAndRemediesThatWork() {
    List<String> cells = List.of("1", "2", "1O", "4", "five", "1O", "7", "8");
    assertThat(decide(tally(cells)).problem().map(problem -> problem.text(JobLines.NEW)))
        .contains(
            """
            is not a number in 3 of 8 values: "1O" (row 3), "five" (row 5). If these mean missing values, add under data:
              na_values: ["1O", "five"]
            If the column is text, add under data:
              types: {x: text}\
            """);
    ColumnTally again = new ColumnTally(List.of("1O", "five"));
    cells.forEach(again::see);
    assertThat(decide(again).rule().type()).isEqualTo(CellType.INTEGER);
    DataSpec.Cells text =
        new DataSpec.Cells(DataSpec.Decimal.AUTO, List.of(), Map.of("x", DataSpec.ColumnType.TEXT));
    assertThat(decide("x", tally(cells), List.of(), text).rule())
        .isEqualTo(CellRule.text("x", List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,234.50;12 | \"1,234.50\" is read as 1234.5",
        "1.234,50;12 | \"1.234,50\" is read as 1234.5",
        "1 234;12 | \"1 234\" is read as 1234",
        "1'234.5;12 | \"1'234.5\" is read as 1234.5",
        "5.12%;9% | \"5.12%\" is read as 5.12",
        "$17,540.00;-$1.5 | \"$17,540.00\" is read as 17540",
        "€ 12;€ 13,5 | \"€ 13,5\" is read as 13.5",
        "12 EUR;13.5 EUR | \"12 EUR\" is read as 12",
        "\u22125;\u22126 | ",
        "1E5;2 | \"1E5\" is read as 100000",
        "1,23,456;99.5 | \"1,23,456\" is read as 123456",
        "\uFF11\uFF12\uFF0E\uFF15;7 | \"\uFF11\uFF12\uFF0E\uFF15\" is read as 12.5",
        "1152921504606846977;5 | \"1152921504606846977\" has more digits than double precision"
            + " holds, and is read as 1152921504606846976",
        "1;NA;? | 2 of 3 cells are missing (\"NA\", \"?\")",
      })
  void reasons(String cells, @Nullable String reason) {
    ColumnDecision decision = decide(tally(List.of(cells.split(";"))));
    assertThat(decision.rule().type().isNumber()).isTrue();
    assertThat(decision.reasons()).isEqualTo(reason == null ? List.of() : List.of(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "35.-;99.50;-2.- | 35;99.5;-2 | \"35.-\" is read as 35",
        "35,-;1.036,--;99,50 | 35;1036;99.5 | \"35,-\" is read as 35",
        "CHF 961.-;CHF 1'036.\u2013 | 961;1036 | \"CHF 961.-\" is read as 961",
        "35,\u2014 \u20AC;1.036,- \u20AC;7,5\u20AC | 35;1036;7.5 | \"35,\u2014 \u20AC\" is read as"
            + " 35",
        "1,036.--;35. -;4.\u2212 | 1036;35;4 | \"1,036.--\" is read as 1036",
        "1 035:-;7:\u2013;12,5 | 1035;7;12.5 | \"1 035:-\" is read as 1035",
        "35,=;4,5 | 35;4.5 | \"35,=\" is read as 35",
      })
  void aDashInPlaceOfCentsIsNoMinus(String cells, String values, String reason) {
    List<String> column = List.of(cells.split(";"));
    ColumnDecision decision = decide(tally(column));
    List<@Nullable Double> expected = new ArrayList<>();
    for (String value : values.split(";")) {
      expected.add(Double.valueOf(value));
    }
    assertThat(decision.problem()).isEmpty();
    assertReads(decision.rule(), column, expected);
    assertThat(decision.reasons()).containsExactly(reason);
  }

  @Test
  void aNumericMarkerIsThatNumberInEveryNotation() {
    for (String cells : List.of("-999.0|1.5|-999", "-999,0|1,5|-999", "-999,00|1.234,5")) {
      List<String> column = List.of(cells.split("\\|"));
      ColumnTally tally = new ColumnTally(List.of("-999", "7777"));
      column.forEach(tally::see);
      CellRule rule = decide(tally).rule();
      assertThat(rule.type()).isEqualTo(CellType.NUMBER);
      assertThat(rule.number(column.get(0))).isNull();
      assertThat(rule.number(column.get(1))).isNotNull();
      assertThat(tally.foundMarkers()).containsExactly("-999");
    }
  }

  @Test
  void aNumericMarkerIsNoOtherCode() {
    ColumnTally tally = new ColumnTally(List.of("1"));
    List.of("01", "02", "1", "10").forEach(tally::see);
    CellRule rule = decide(tally).rule();
    assertThat(rule.type()).isEqualTo(CellType.TEXT);
    assertThat(rule.value("01")).isEqualTo("01");
    assertThat(rule.value("1")).isNull();
  }

  @Test
  void numbersAreRoundedCorrectly() {
    for (String text :
        List.of(
            "0.1",
            "1.7976931348623157e308",
            "4.9e-324",
            "9007199254740993",
            "123456789.123456789123456789")) {
      ColumnDecision decision = decide(tally(List.of(text)));
      assertThat(((Number) requireNonNull(decision.rule().value(text))).doubleValue())
          .isEqualTo(new java.math.BigDecimal(text).doubleValue());
    }
  }
}
