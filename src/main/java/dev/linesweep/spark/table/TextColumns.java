package dev.linesweep.spark.table;

import dev.linesweep.spec.DataSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the text columns of the table that a job selects from.
 *
 * @param table the table as read, or the query's result
 * @param typed the table as read
 * @param queried whether there is a query in between
 */
record TextColumns(Columns table, TypedTable typed, boolean queried, DataSpec.Cells cells) {

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

  private boolean known(String name, Map<String, ColumnDecision> found) {
    Optional<ColumnDecision> decision = queried ? Optional.empty() : typed.decision(name);
    decision.ifPresent(known -> found.put(name, known));
    return decision.isPresent();
  }
}
