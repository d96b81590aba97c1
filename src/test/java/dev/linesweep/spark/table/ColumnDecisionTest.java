package dev.linesweep.spark.table;

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
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnDecisionTest {
  private static final List<String> MARKERS =
      List.of(
          "NA", "N/A", "n/a", "NaN", "nan", "null", "NULL", "None", "-", "--", "?", ".", "#N/A",
          "missing", "", " ");

  @Test
  void aColumnInAnyNotationHasTheNumbersOfTheCleanOneOrIsRefused() {
    Random random = new Random(13);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      Table table = Table.random(random);
      List<ColumnTally> tallies = table.cells().stream().map(c -> tally(c, random)).toList();
      for (int c = 0; c < tallies.size(); c++) {
        ColumnDecision decision = decide("x", tallies.get(c), tallies, DataSpec.Cells.AUTO);
        List<String> cells = table.cells().get(c);
        if (decision.problem().isPresent()) {
          refused++;
          assertThat(cells).as("%s", decision.problem()).allMatch(Table::mayBeEither);
        } else {
          assertThat(decision.isText()).as("%s", cells).isFalse();
          if (table.group().equals(".") && cells.stream().allMatch(Table::mayBeEither)) {
            // 1.234 alone is read as everybody's parser reads it, and said.
            boolean points = cells.stream().anyMatch(cell -> cell.matches(".*\\d\\.\\d.*"));
            boolean mixed =
                points
                    && cells.stream()
                        .anyMatch(
                            cell -> cell.matches(".*\\d.*") && !cell.matches(".*\\d\\.\\d.*"));
            assertThat(mixed).as("%s", cells).isFalse();
            assertThat(decision.reasons().stream().anyMatch(why -> why.contains("thousands")))
                .as("%s", cells)
                .isEqualTo(points);
            continue;
          }
          assertReads(decision.rule(), cells, table.values().get(c));
        }
      }
    }
    assertThat(refused).isBetween(100, 8_000);
  }

  @Test
  void theTallyDoesNotDependOnHowTheRowsAreCut() {
    Random random = new Random(42);
    for (int i = 0; i < 2_000; i++) {
      List<String> cells = new ArrayList<>();
      List<String> pieces =
          List.of(
              "1",
              "-2.5",
              "1,234",
              "01",
              "$5",
              "5%",
              "NA",
              "x",
              "y",
              "z",
              "1E5",
              "2020-01-02",
              "true",
              "Infinity",
              "99999999999",
              "w",
              "v",
              "u",
              "t");
      for (int n = random.nextInt(30); n >= 0; n--) {
        cells.add(pieces.get(random.nextInt(pieces.size())));
      }
      ColumnDecision whole = decide(tally(cells));
      ColumnDecision cut = decide(tally(cells, random));
      assertThat(cut.rule()).isEqualTo(whole.rule());
      assertThat(cut.reasons()).isEqualTo(whole.reasons());
      assertThat(cut.problem()).isEqualTo(whole.problem());
    }
  }

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
  void aDecimalCommaElsewhereDecides() {
    ColumnTally certain = tally(List.of("5,12", "9,5"));
    ColumnTally other = tally(List.of("1,234", "2,500"));
    ColumnDecision decision = decide("x", other, List.of(certain, other), DataSpec.Cells.AUTO);
    assertThat(decision.rule().number("1,234")).isEqualTo(1.234);
    assertThat(decision.reasons()).containsExactly("\"1,234\" is read as 1.234");
  }

  @Test
  void aPointElsewhereDecides() {
    ColumnTally certain = tally(List.of("5.12", "9.5"));
    ColumnTally other = tally(List.of("1,234", "2,500"));
    ColumnDecision decision = decide("x", other, List.of(certain, other), DataSpec.Cells.AUTO);
    assertThat(decision.rule().number("1,234")).isEqualTo(1234);
  }

  @Test
  void aPointBesideDecimalCommasIsRefusedWithBothReadings() {
    ColumnTally certain = tally(List.of("5,12", "9,5"));
    ColumnTally other = tally(List.of("1.234", "2.500"));
    ColumnDecision decision = decide("my x", other, List.of(certain, other), DataSpec.Cells.AUTO);
    assertThat(decision.problem().map(problem -> problem.text(JobLines.NEW)))
        .contains(
            """
            holds "1.234" (row 1), which is 1.234 or 1234. If it is 1.234, add under data:
              types: {"my x": decimal_point}
            If it is 1234, add under data:
              types: {"my x": decimal_comma}\
            """);
    for (DataSpec.ColumnType type :
        List.of(DataSpec.ColumnType.DECIMAL_POINT, DataSpec.ColumnType.DECIMAL_COMMA)) {
      DataSpec.Cells cells =
          new DataSpec.Cells(DataSpec.Decimal.AUTO, List.of(), Map.of("my x", type));
      assertThat(decide("my x", other, List.of(certain, other), cells).rule().number("1.234"))
          .isEqualTo(type == DataSpec.ColumnType.DECIMAL_POINT ? 1.234 : 1234);
    }
  }

  @Test
  void pointsBesideShortWholeNumbersAreRefusedWithBothReadings() {
    List<String> cells = List.of("561", "706", "1.313");
    assertThat(decide(tally(cells)).problem().map(problem -> problem.text(JobLines.NEW)))
        .contains(
            """
            holds "1.313" (row 3), which is 1.313 or 1313. If it is 1.313, add under data:
              types: {x: decimal_point}
            If it is 1313, add under data:
              types: {x: decimal_comma}\
            """);
    ColumnTally points = tally(List.of("5.12", "9.5"));
    ColumnTally mixed = tally(cells);
    assertThat(
            decide("x", mixed, List.of(points, mixed), DataSpec.Cells.AUTO).rule().number("1.313"))
        .isEqualTo(1.313);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.500|2.250", "1.313|5000", "1.313|2|0.125", "1.313|2|2.5", "1.313|1e3", "1.313"})
  void pointsAreDecimalsWhereTheyCannotBeAmongThousands(String cells) {
    ColumnDecision decision = decide(tally(List.of(cells.split("\\|"))));
    assertThat(decision.problem()).isEmpty();
    assertThat(decision.rule().marks()).isEqualTo(Marks.POINT);
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
  void aMarkOfManyCellsIsTheColumnsOwnWhateverTheOthersHave() {
    ColumnTally points = tally(List.of("1.5", "2.25"));
    for (List<String> cells :
        List.of(
            List.of("2,625", "0,750", "4,875", "3,500"),
            List.of("4250,000", "80,000", "12,000"),
            List.of("212,5", "318,125", "43,75", "4"),
            List.of("21.250,00", "31.812", "400,00"))) {
      ColumnTally tally = tally(cells);

      assertThat(decide("x", tally, List.of(points, tally), DataSpec.Cells.AUTO).problem())
          .as("%s", cells)
          .isEmpty();
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
        .contains("\"05.02\" (row 1), which may be a day and a month");
    assertThat(decide(tally(List.of("5.02", "17.11", "30.06"))).problem()).isEmpty();
    assertThat(decide(tally(List.of("05.02", "17.11", "30.56"))).problem()).isEmpty();
  }

  @Test
  void aMarkThatContradictsTheOtherColumnsIsRefusedWhereACellHasTwoReadings() {
    List<ColumnTally> points = List.of(tally(List.of("1.5", "2.25")), tally(List.of("0.5", "7")));
    for (List<String> cells :
        List.of(
            Stream.concat(
                    Stream.of("100", "12,34"),
                    Stream.iterate(2, i -> i + 1).limit(12).map(i -> i + ",603"))
                .toList(),
            List.of("212,5", "318.125", "43,75", "66.875"))) {
      ColumnTally tally = tally(cells);
      List<ColumnTally> all = new ArrayList<>(points);
      all.add(tally);
      Optional<String> problem =
          decide("x", tally, all, DataSpec.Cells.AUTO)
              .problem()
              .map(each -> each.text(JobLines.NEW));

      assertThat(problem)
          .as("%s", cells)
          .get(as(STRING))
          .contains("two notations", "decimal_comma");
      assertThat(decide("x", tally, List.of(tally), DataSpec.Cells.AUTO).problem()).isEmpty();
    }
  }

  @Test
  void oddCellsAreNamedWithRowsAndRemediesThatWork() {
    List<String> cells = List.of("1", "2", "1O", "4", "five", "1O", "7", "8");
    assertThat(decide(tally(cells)).problem().map(problem -> problem.text(JobLines.NEW)))
        .contains(
            """
            is nearly a number: 3 of 8 values are not: "1O" (row 3), "five" (row 5). If these mean a missing value, add under data:
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
        "1152921504606846977;5 | \"1152921504606846977\" has more digits than a number can hold"
            + " here, and is read as 1152921504606846976",
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

  private static void assertReads(
      CellRule rule, List<String> cells, List<@Nullable Double> values) {
    for (int i = 0; i < cells.size(); i++) {
      assertThat(rule.number(cells.get(i)))
          .as("%s of %s", cells.get(i), cells)
          .isEqualTo(values.get(i));
    }
  }

  private static ColumnDecision decide(ColumnTally tally) {
    return decide("x", tally, List.of(tally), DataSpec.Cells.AUTO);
  }

  private static ColumnDecision decide(
      String name, ColumnTally tally, List<ColumnTally> all, DataSpec.Cells cells) {
    return TypedTable.decide(name, tally, all, cells);
  }

  private static ColumnTally tally(List<String> cells) {
    ColumnTally tally = new ColumnTally(List.of());
    cells.forEach(tally::see);
    return tally;
  }

  /** Cut at random places. */
  private static ColumnTally tally(List<String> cells, Random random) {
    ColumnTally whole = new ColumnTally(List.of());
    ColumnTally part = new ColumnTally(List.of());
    for (String cell : cells) {
      part.see(cell);
      if (random.nextInt(3) == 0) {
        whole.append(part);
        part = new ColumnTally(List.of());
      }
    }
    whole.append(part);
    return whole;
  }

  /** Clean numbers, and the same in a notation that a spreadsheet may write. */
  private record Table(
      String group, List<List<@Nullable Double>> values, List<List<String>> cells) {
    static Table random(Random random) {
      char decimal = random.nextBoolean() ? '.' : ',';
      List<String> groups = List.of("", "", decimal == '.' ? "," : ".", " ", "'", "\u00A0");
      String group = groups.get(random.nextInt(groups.size()));
      List<List<@Nullable Double>> values = new ArrayList<>();
      List<List<String>> cells = new ArrayList<>();
      for (int column = 1 + random.nextInt(3); column > 0; column--) {
        int decimals = random.nextInt(4);
        int size = 1 + random.nextInt(8);
        String before = any(random, "", "", "", "$", "€ ", "US$");
        String after = before.isEmpty() ? any(random, "", "", "", "%", " %", " EUR", "€") : "";
        double gaps = random.nextInt(3) == 0 ? 0.3 : 0;
        List<@Nullable Double> numbers = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int row = 1 + random.nextInt(12); row > 0; row--) {
          if (random.nextDouble() < gaps) {
            numbers.add(null);
            texts.add(MARKERS.get(random.nextInt(MARKERS.size())));
          } else {
            String digits = digits(random, size);
            String fraction =
                decimals == 0 ? "" : digits(random, decimals + 9).substring(0, decimals);
            String sign = any(random, "", "", "-");
            numbers.add(
                Double.parseDouble(sign + digits + (fraction.isEmpty() ? "" : "." + fraction)));
            texts.add(
                sign
                    + before
                    + grouped(digits, group)
                    + (fraction.isEmpty() ? "" : decimal + fraction)
                    + after);
          }
        }
        values.add(numbers);
        cells.add(texts);
      }
      return new Table(group, values, cells);
    }

    private static String digits(Random random, int most) {
      String digits = Long.toString(Math.abs(random.nextLong() % (long) Math.pow(10, most)));
      return digits + (most > 9 ? "123456789".repeat(2) : "");
    }

    private static String grouped(String digits, String group) {
      StringBuilder grouped = new StringBuilder();
      for (int i = 0; i < digits.length(); i++) {
        grouped.append(i > 0 && (digits.length() - i) % 3 == 0 ? group : "");
        grouped.append(digits.charAt(i));
      }
      return grouped.toString();
    }

    /** Whether nobody can tell a decimal mark from one between thousands, or there is neither. */
    static boolean mayBeEither(String cell) {
      return MARKERS.contains(cell)
          || Stream.of(cell.replaceAll("[^0-9.,]", ""))
              .allMatch(core -> core.matches("\\d+|[1-9]\\d{0,2}[.,]\\d{3}"));
    }

    private static String any(Random random, String... choices) {
      return choices[random.nextInt(choices.length)];
    }
  }
}
