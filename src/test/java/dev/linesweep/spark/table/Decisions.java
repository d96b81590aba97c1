package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.spec.DataSpec;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Columns of cells, and what is decided on them. */
final class Decisions {
  private Decisions() {}

  static ColumnDecision decide(ColumnTally tally) {
    return decide("x", tally, List.of(tally), DataSpec.Cells.AUTO);
  }

  static ColumnDecision decide(
      String name, ColumnTally tally, List<ColumnTally> all, DataSpec.Cells cells) {
    return TypedTable.decide(name, tally, all, cells);
  }

  static ColumnTally tally(List<String> cells) {
    ColumnTally tally = new ColumnTally(List.of());
    cells.forEach(tally::see);
    return tally;
  }

  /** Cut at random places. */
  static ColumnTally tally(List<String> cells, Random random) {
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

  static void assertReads(CellRule rule, List<String> cells, List<@Nullable Double> values) {
    for (int i = 0; i < cells.size(); i++) {
      assertThat(rule.number(cells.get(i)))
          .as("%s of %s", cells.get(i), cells)
          .isEqualTo(values.get(i));
    }
  }
}
