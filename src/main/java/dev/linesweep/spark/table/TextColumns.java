package dev.linesweep.spark.table;

import dev.linesweep.spec.DataSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * What is known of the text columns of the table that a job selects from.
 *
 * @param table the table as read, or the query's result
 * @param typed the table as read
 * @param query in between; empty for none
 */
record TextColumns(Columns table, TypedTable typed, String query, DataSpec.Cells cells) {

  /** Decisions on those of the columns that are text, or were before they were read. */
  Map<String, ColumnDecision> among(Collection<String> names) {
    Map<String, ColumnDecision> found = new HashMap<>();
    List<String> unknown =
        names.stream()
            .distinct()
            .filter(name -> !known(name, found) && table.names().contains(name))
            .filter(table::isText)
            .toList();
    List<Integer> places = unknown.stream().map(table.names()::indexOf).toList();
    List<ColumnTally> tallies = TypedTable.tally(table, places, cells.naValues());
    for (int i = 0; i < unknown.size(); i++) {
      found.put(unknown.get(i), TypedTable.decide(unknown.get(i), tallies.get(i), tallies, cells));
    }
    return found;
  }

  /**
   * As {@link #among}; what a query makes of a column that is not certain is not certain either.
   *
   * @throws dev.linesweep.spec.JobException if one depends on such a column
   */
  Map<String, ColumnDecision> amongClear(Collection<String> names) {
    requireClear(names.stream().filter(table.names()::contains).filter(table::isText).toList());
    return among(names);
  }

  private void requireClear(List<String> names) {
    if (isQueried() && !names.isEmpty()) {
      Column[] columns = names.stream().map(table::column).toArray(Column[]::new);
      typed.requireClear(
          "data.query",
          typed.used(table.rows().select(columns)),
          new JobLines(cells, query, false));
    }
  }

  private boolean isQueried() {
    return !query.isBlank();
  }

  /** Lines that change how these columns are read. */
  JobLines job() {
    return new JobLines(cells, query, isQueried());
  }

  private boolean known(String name, Map<String, ColumnDecision> found) {
    Optional<ColumnDecision> decision = isQueried() ? Optional.empty() : typed.decision(name);
    decision.ifPresent(known -> found.put(name, known));
    return decision.isPresent();
  }
}
