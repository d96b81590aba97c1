package dev.linesweep.spark.table;

import static dev.linesweep.spark.table.Decisions.decide;
import static dev.linesweep.spark.table.Decisions.tally;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.linesweep.spec.DataSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a point or a comma of a column is its decimal mark. */
class ColumnMarksTest {
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
            holds "1.234" (row 1), which may be 1.234 or 1234. If it is 1.234, add under data:
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
            holds "1.313" (row 3), which may be 1.313 or 1313. If it is 1.313, add under data:
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
}
