package dev.linesweep.spark.table;

import static dev.linesweep.spark.table.Decisions.assertReads;
import static dev.linesweep.spark.table.Decisions.decide;
import static dev.linesweep.spark.table.Decisions.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.spec.DataSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Columns drawn at random, in any notation and cut anywhere. */
class DrawnColumnsTest {
  @Test
  void aColumnInAnyNotationHasTheNumbersOfTheCleanOneOrIsRefused() {
    Random random = new Random(13);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      DrawnTable table = DrawnTable.random(random);
      List<ColumnTally> tallies = table.cells().stream().map(c -> tally(c, random)).toList();
      for (int c = 0; c < tallies.size(); c++) {
        ColumnDecision decision = decide("x", tallies.get(c), tallies, DataSpec.Cells.AUTO);
        List<String> cells = table.cells().get(c);
        if (decision.problem().isPresent()) {
          refused++;
          assertThat(cells).as("%s", decision.problem()).allMatch(DrawnTable::mayBeEither);
        } else {
          assertThat(decision.isText()).as("%s", cells).isFalse();
          if (table.group().equals(".") && cells.stream().allMatch(DrawnTable::mayBeEither)) {
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
}
