package dev.linesweep.spark.table;

import dev.linesweep.spec.JobException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Detects a first row that holds the units of columns instead of values. */
final class UnitsRow {
  private UnitsRow() {}

  /** Refuses a table if in two or more columns only the first cell is not a number. */
  static void refuse(
      String key, List<String> columns, Map<String, ColumnDecision> decisions, JobLines job) {
    List<ColumnDecision> units =
        columns.stream()
            .distinct()
            .map(decisions::get)
            .filter(Objects::nonNull)
            .filter(UnitsRow::isFirstCellOdd)
            .toList();
    if (units.size() < 2) {
      return;
    }
    throw new JobException(
        "%s: row 1 seems to hold units, not values: %s. Remove the row, or add under data:\n%s"
            .formatted(
                key,
                units.stream()
                    .map(
                        unit -> "\"%s\" in %s".formatted(unit.tally().odd().first(), unit.column()))
                    .collect(Collectors.joining(", ")),
                job.naValues(units.stream().map(unit -> unit.tally().odd().first()).toList())));
  }

  private static boolean isFirstCellOdd(ColumnDecision decision) {
    Sightings odd = decision.tally().odd();
    return decision.problem().isPresent() && odd.count() == 1 && odd.firstRow() == 0;
  }
}
