package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SplitSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Numbers with units, currencies and percent signs in some cells, and negative ones in brackets: a
 * refusal, and its lines read the true numbers.
 */
class UnitsTest {
  @TempDir Path folder;

  private TableData read(String more, String... cells) {
    StringBuilder rows = new StringBuilder("y;x");
    for (int i = 0; i < cells.length; i++) {
      rows.append("\n").append(i).append(";").append(cells[i]);
    }
    Path file = Tables.write(folder, "a.csv", rows.toString());
    String job =
        "name: a\ndata:\n  path: %s\n  formula: y ~ x\n%s\nparameters: {optimizer: sgd, epochs: 1}\n"
            .formatted(file.toUri(), more);
    DataSpec data = SpecReader.read(job, "job.yaml", List.of()).data();
    return TableReader.read(
        SharedSpark.session(),
        (DataSpec.Table) data.source(),
        new TableReader.Rules(
            data.missing(), data.unseen(), new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13), 0),
        name -> null);
  }

  /** The lines under a condition of the message, as they stand. */
  private static String lines(String message, String condition) {
    int from = message.indexOf('\n', message.indexOf(condition) + condition.length()) + 1;
    return message
        .substring(from)
        .lines()
        .takeWhile(line -> line.startsWith("  "))
        .collect(Collectors.joining("\n"));
  }

  private String refusal(String... cells) {
    JobException refused = catchThrowableOfType(JobException.class, () -> read("", cells));
    assertThat(refused).as("%s", List.of(cells)).isNotNull();
    return String.valueOf(refused.getMessage());
  }

  /** With the lines that the refusal prints under a condition. */
  private double[] after(String sentence, String condition, String... cells) {
    String message = refusal(cells);
    assertThat(message).contains(sentence).contains(condition);
    return read("  missing: drop\n" + lines(message, condition), cells).matrix().x();
  }

  @Test
  void aUnitIsRefusedAndTheRemedyReadsTheNumbers() {
    assertThat(
            after(
                "is a number followed by \"meters\" in every cell, such as \"120 meters\" (row 1)",
                "If the column is a number",
                "120 meters",
                "1,350.5 meters",
                "-7 meters"))
        .containsExactly(120, 1350.5, -7);
    assertThat(
            after(
                "followed by \"m\u00B2\" in every cell",
                "If the column is a number",
                "1.120,5 m\u00B2",
                "\u221290,25\u00A0m\u00B2",
                "7 m\u00B2"))
        .containsExactly(1120.5, -90.25, 7);
  }

  @Test
  void unitsInSomeCells() {
    assertThat(
            after(
                "holds numbers with \"km\", \"Km.\", such as \"12 km\" (row 1) and numbers without"
                    + " a unit, such as \"13\" (row 3)",
                "If all numbers are in the same unit",
                "12 km",
                "14,5 Km.",
                "13",
                "12,25 km"))
        .containsExactly(12, 14.5, 13, 12.25);
    assertThat(
            after(
                "holds numbers with \"M\", \"K\"",
                "If \"M\" means 1000000 and \"K\" means 1000",
                "\u20AC110.5M",
                "\u20AC560K",
                "\u20AC0",
                "\u20AC7M"))
        .containsExactly(110_500_000, 560_000, 0, 7_000_000);
    assertThat(
            after(
                "is a number followed by \"+\" in every cell",
                "If the column is a number",
                "10,000+",
                "500+",
                "1,000,000+"))
        .containsExactly(10_000, 500, 1_000_000);
  }

  @Test
  void aUnitBesideAWordThatIsNoNumber() {
    String message = refusal("12 km", "13 km", "unknown", "15 km", "NA");
    assertThat(message).contains("In the query below, \"unknown\", \"NA\" become missing values.");
    assertThat(
            after(
                "holds numbers with",
                "If the column is a number",
                "12 km",
                "13 km",
                "unknown",
                "15 km"))
        .containsExactly(12, 13, 15);
  }

  @Test
  void currenciesInSomeCells() {
    assertThat(
            after(
                "holds amounts in \"\u20AC\", \"EUR\" and numbers without a currency, such as"
                    + " \"1.000.000,5\" (row 3)",
                "If all numbers are in the same unit",
                "\u20AC 1.234,50",
                "99,5 EUR",
                "1.000.000,5",
                "N/A",
                "-",
                "\u20AC -7"))
        .containsExactly(1234.5, 99.5, 1_000_000.5, -7);
    assertThat(
            after(
                "holds amounts in \"$\", \"US$\"",
                "If all numbers are in the same unit",
                "$1,234.50",
                "US$ 2",
                "-$3"))
        .containsExactly(1234.5, 2, -3);
    assertThat(
            after(
                "holds amounts in \"CHF\"",
                "If all numbers are in the same unit",
                "CHF 1'234.50",
                "1\u2019000.25"))
        .containsExactly(1234.5, 1000.25);
  }

  @Test
  void bothReadingsOfAMarkBesideACurrency() {
    String[] cells = {"\u20AC 1.234", "2.500 EUR"};
    assertThat(
            after("holds amounts in", "is 1.234, and if all numbers are in the same unit", cells))
        .containsExactly(1.234, 2.5);
    assertThat(after("holds amounts in", "is 1234, and if all numbers are in the same unit", cells))
        .containsExactly(1234, 2500);
  }

  @Test
  void bothReadingsOfNumbersWithoutAPercentSign() {
    String[] cells = {"12,5 %", "0,5", "50%"};
    String sentence = "holds \"12,5 %\" (row 1), but not all of its numbers have a percent sign";
    assertThat(after(sentence, "If \"0,5\" (row 2) is also a percentage", cells))
        .containsExactly(12.5, 0.5, 50);
    assertThat(after(sentence, "If \"0,5\" (row 2) is not a percentage", cells))
        .containsExactly(0.125, 0.5, 0.5);
  }

  @Test
  void twoDecimalMarks() {
    assertThat(
            after(
                "holds numbers in two notations: \"1.5\" (row 1) and \"2,25\" (row 2)",
                "If both the point and the comma are decimal marks",
                "1.5",
                "2,25",
                "-3"))
        .containsExactly(1.5, 2.25, -3);
  }

  @Test
  void signsInOtherPlaces() {
    assertThat(
            after(
                "a negative number in brackets",
                "If all numbers are in the same unit",
                "(1,234.50)",
                "$(2)",
                "($30)",
                "$1,000.25"))
        .containsExactly(-1234.5, -2, -30, 1000.25);
    assertThat(
            after(
                "a negative number in brackets", "If the column is a number", "5", "6", "7", "(8)"))
        .containsExactly(5, 6, 7, -8);
    assertThat(
            after(
                "with the minus sign after the number",
                "If the column is a number",
                "5-",
                "1.234,5-",
                "7",
                "0,5"))
        .containsExactly(-5, -1234.5, 7, 0.5);
    assertThat(after("a space after the minus sign", "If the column is a number", "- 5", "6", "7"))
        .containsExactly(-5, 6, 7);
  }

  @Test
  void aDashInPlaceOfCentsIsNeverAMinus() {
    assertThat(read("", "35.-", "99.50", "1036.\u2013", "-2.--").matrix().x())
        .containsExactly(35, 99.5, 1036, -2);
    assertThat(
            after(
                "holds amounts in \"CHF\"",
                "If all numbers are in the same unit",
                "CHF 961.-",
                "1'036.\u2013",
                "99.50 CHF",
                "4.\u2212"))
        .containsExactly(961, 1036, 99.5, 4);
    assertThat(
            after(
                "with the minus sign after the number",
                "If the column is a number",
                "5-",
                "35,-",
                "1.036,--",
                "7,- ",
                "8,5 -"))
        .containsExactly(-5, 35, 1036, 7, -8.5);
    assertThat(
            after(
                "a negative number in brackets",
                "If the column is a number",
                "(35.-)",
                "12.5",
                "7.\u2013",
                "8"))
        .containsExactly(-35, 12.5, 7, 8);
    assertThat(
            after(
                "is a number followed by \"/kg\"",
                "If the column is a number",
                "35,-/kg",
                "12,5/kg",
                "7,--/kg"))
        .containsExactly(35, 12.5, 7);
    assertThat(
            after(
                "two notations", "If both the point and the comma", "35.-", "12,5", "7,--", "8.5"))
        .containsExactly(35, 12.5, 7, 8.5);
  }

  @Test
  void aQueryForAMinusBehindReadsALaterDashInPlaceOfCents() {
    String message = refusal("5-", "7", "8.5");
    String lines = lines(message, "If the column is a number");
    assertThat(read(lines, "5-", "7.-", "8.5").matrix().x()).containsExactly(-5, 7, 8.5);
  }

  @Test
  void metricUnitsOfOneQuantityGetTheirFactors() {
    String[] lengths = {"0.32 km", "320100 m", "-7.5\u00A0km\u00A0", "12 Km."};
    assertThat(refusal(lengths)).doesNotContain("in the same unit");
    assertThat(after("holds numbers with", "means 1000 \"m\"", lengths))
        .containsExactly(320, 320_100, -7500, 12_000);
    String[] masses = {"5g", "300\u00B5g", "2 mg", "0.5kg", "7g", "8g"};
    assertThat(after("holds numbers with", "means 1000000 \"\u00B5g\"", masses))
        .containsExactly(5e6, 300, 2000, 5e8, 7e6, 8e6);
    String[] sizes = {"512 B", "1.5 KB", "2 GB", "3 MB", "4 KiB", "9 B"};
    assertThat(after("holds numbers with", "\"KB\" means 1000 \"B\"", sizes))
        .containsExactly(512, 1500, 2e9, 3e6, 4096, 9);
    assertThat(after("holds numbers with", "means 1000 \"mg/L\"", "1 g/l", "20 mg/L", "3 g/l"))
        .containsExactly(1000, 20, 3000);
    assertThat(after("holds", "\"\u20AC\" means 100 \"ct\"", "\u20AC5", "50 ct", "6,5 \u20AC"))
        .containsExactly(500, 50, 650);
  }

  @Test
  void temperaturesAreConverted() {
    assertThat(
            after(
                "holds numbers with",
                "degrees Celsius",
                "20 \u00B0C",
                "50 \u00B0F",
                "-40\u00B0F",
                "7.5 \u00B0C"))
        .containsExactly(20, 10, -40, 7.5);
    assertThat(
            after(
                "and numbers without a unit",
                "and the others are Fahrenheit",
                "20 \u00B0C",
                "50 \u00B0F",
                "212",
                "7.5 \u00B0C"))
        .containsExactly(20, 10, 100, 7.5);
  }

  @Test
  void creditsAndDebitsHaveTwoReadings() {
    String[] cells = {"100.50 CR", "20 DR", "3 Cr", "40.25 CR"};
    assertThat(refusal(cells))
        .doesNotContain("in the same unit")
        .doesNotContain("If the column is a number");
    assertThat(after("holds numbers with", "If \"DR\" is negative", cells))
        .containsExactly(100.5, -20, 3, 40.25);
    assertThat(after("holds numbers with", "If \"DR\" is positive", cells))
        .containsExactly(-100.5, 20, -3, -40.25);
    assertThat(after("without a unit", "If \"DR\" is negative", "100.50", "20 DR", "3", "4"))
        .containsExactly(100.5, -20, 3, 4);
  }

  @Test
  void sidesOfTheEquatorAndOfALedgerAreSigns() {
    String[] north = {"10.5° N", "20° S", "3.25° N", "40° S"};
    assertThat(after("holds numbers with", "If \"° S\" is negative", north))
        .containsExactly(10.5, -20, 3.25, -40);
    String[] ledger = {"100,50 H", "20,25 S", "3,00 H"};
    assertThat(after("holds numbers with", "If \"S\" is negative", ledger))
        .containsExactly(100.5, -20.25, 3);
  }

  @Test
  void factorsThatAreNotCertainAreFilledIn() {
    String[] cells = {"2 km", "3 miles", "4", "5 m", "6 miles"};
    String message = refusal(cells);
    assertThat(message).doesNotContain("in the same unit");
    String lines = lines(message, "If \"km\" means 1000 \"m\", and with `factor of");
    assertThatThrownBy(() -> read(lines, cells))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("factor of ");
    String filled =
        lines.replace("`factor of miles`", "1609.344").replace("`factor of the others`", "1");
    assertThat(read(filled, cells).matrix().x())
        .containsExactly(2000, 3 * 1609.344, 4, 5, 6 * 1609.344);
    String money = lines(refusal("$5", "\u20AC6", "US$ 7"), "With `factor of");
    assertThat(money).contains("`factor of \u20AC`").doesNotContain("`factor of US$`");
    String dollars = money.replace("`factor of \u20AC`", "2");
    assertThat(read(dollars, "$5", "\u20AC6", "US$ 7").matrix().x()).containsExactly(5, 12, 7);
  }

  @Test
  void remarksOfNumbersAreNamedAndTakenAway() {
    String[] stars = {"961*", "12", "13.5", "n.a.", "14"};
    String sentence = "holds \"961*\" (row 1), with a symbol that is not part of the number";
    assertThat(after(sentence, "\"961*\" can be read as a plain number", stars))
        .containsExactly(961, 12, 13.5, 14);
    assertThat(after(sentence, "mean a missing value", stars)).containsExactly(12, 13.5, 14);
    String[] limits = {"5 mg", "< 5 mg", "7.5 mg", "9 mg"};
    assertThat(after("holds \"< 5 mg\" (row 2)", "can be read as a plain number", limits))
        .containsExactly(5, 5, 7.5, 9);
  }

  @Test
  void invisibleCharactersAreShown() {
    assertThat(
            after(
                "holds \"12<U+200B>\" (row 2), with an invisible character",
                "If the column is a number",
                "5",
                "12\u200B",
                "-7",
                "-8\uFEFF"))
        .containsExactly(5, 12, -7, -8);
    String[] words = {"5", "6", "7", "n\u200Ba"};
    assertThat(after("\"n<U+200B>a\" (row 4)", "means a missing value", words))
        .containsExactly(5, 6, 7);
  }

  @Test
  void manyMarkersAreAllListed() {
    String[] cells = {
      "1", "2", "3", "4", "5", "6", "7", "8", "n.a.", "NaT", "*", "TBD", "unknown", "x", "closed"
    };
    assertThat(after("is not a number in 7 of 15 values", "If these mean missing values", cells))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void aSignBeforeEveryNumberMakesNoCategories() {
    String[] cells = {"~12", "\u2248 13,5", "~ 14", "~15,25", "~16", "~17"};
    assertThat(after("holds \"~12\" (row 1)", "can be read as plain numbers", cells))
        .containsExactly(12, 13.5, 14, 15.25, 16, 17);
    assertThat(read("", "<18", ">65", "18-25", "<18", ">65").matrix().features()).hasSize(2);
  }

  @Test
  void marksBeforeNumbers() {
    assertThat(
            after(
                "holds numbers with \"ca.\", \"Ca\" before them, such as \"ca. 1,250.5\" (row 1)",
                "If the column is a number",
                "ca. 1,250.5",
                "Ca 14.5",
                "13.25",
                "ca. -12.125"))
        .containsExactly(1250.5, 14.5, 13.25, -12.125);
    String before = " before them, such as";
    assertThat(after(before, "If the column is a number", "#12", "#9", "#100"))
        .containsExactly(12, 9, 100);
    assertThat(after(before, "If the column is a number", "'12'", "' 13.5 '", "'-14'", "'7"))
        .containsExactly(12, 13.5, -14, 7);
    assertThat(after(before, "If the column is a number", "about 12 km", "about 13 km"))
        .containsExactly(12, 13);
    assertThat(after(before, "If the column is a number", "about $12", "about $1,300.5"))
        .containsExactly(12, 1300.5);
  }

  @Test
  void mostCellsAreNumbersWithAUnitAndTheOthersManyWords() {
    String[] cells = new String[120];
    Arrays.setAll(cells, i -> i % 2 == 0 ? i + " km" : "a" + "b".repeat(i / 2));
    String message = refusal(cells);
    assertThat(message)
        .contains(
            "holds numbers with \"km\", such as \"0 km\" (row 1), and other text: \"a\", \"ab\",",
            "…. Write all numbers in one notation, and leave missing ones empty.")
        .doesNotContain("query:");
    String asText = lines(message, "If the column is text");
    assertThat(read("  unseen: base\n" + asText, cells).matrix().features()).hasSizeGreaterThan(9);
  }

  @Test
  void theJobsOwnLinesStay() {
    String query =
        "WITH t AS (SELECT y, x FROM input) SELECT y, max(x) AS x FROM t WHERE y > 0 GROUP BY y";
    String job = "  order_by: [y]\n  query: %s\n  types: {y: number}".formatted(query);
    String[] cells = {"\u20AC1", "12", "\u20AC3"};
    JobException refused = catchThrowableOfType(JobException.class, () -> read(job, cells));
    String lines =
        lines(String.valueOf(refused.getMessage()), "If all numbers are in the same unit");
    assertThat(lines).contains("types: {x: text, y: number}");
    assertThat(read("  order_by: [y]\n" + lines, cells).matrix().x()).containsExactly(12, 3);
  }

  @Test
  void theResultOfAQueryIsReadAfterIt() {
    String query = "  query: SELECT y, concat('\u20AC ', x) AS x FROM input -- prices";
    JobException refused =
        catchThrowableOfType(JobException.class, () -> read(query, "1234,5", "2,25", "7,125"));
    String lines = lines(String.valueOf(refused.getMessage()), "For a number, write under data:");
    assertThat(read(lines, "1234,5", "2,25", "7,125").matrix().x())
        .containsExactly(1234.5, 2.25, 7.125);
  }

  @Test
  void aTypeWithoutEffectIsRefused() {
    String query = "\n  query: SELECT y, length(x) AS x, length(x) AS n FROM input";
    assertThatThrownBy(() -> read("  types: {n: text}" + query, "a", "bb", "ccc"))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("column \"n\" is not text in the query's result");
    assertThat(read("  types: {n: number}" + query, "a", "bb", "ccc").matrix().x())
        .containsExactly(1, 2, 3);
  }

  @Test
  void valuesThatDifferByBlanksAndUnusedMarkersAreSaid() {
    TableData data =
        read("  missing: drop\n  na_values: [none, \"-1\"]", "N", "N\u00A0", "S", "none", "N", "S");
    assertThat(data.notes())
        .contains("na_values: \"-1\" is not in any cell")
        .anyMatch(
            note ->
                note.startsWith(
                    "x: \"N\" and \"N\\u00A0\" differ only in whitespace but are different"
                        + " values;"));
  }

  @Test
  void codesAndDifferentWordsStayText() {
    assertThat(read("", "1D", "2D", "1D", "2D").matrix().features()).hasSize(1);
    assertThat(read("", "<=50K", ">50K", "<=50K", ">50K").matrix().features()).hasSize(1);
    assertThat(read("", "5 km", "5 mi", "5 km", "5 mi").matrix().features()).hasSize(1);
  }
}
