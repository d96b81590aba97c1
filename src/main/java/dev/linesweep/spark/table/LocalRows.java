package dev.linesweep.spark.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a small file in the driver's memory, in their order.
 *
 * @param cells as they are written, null where there is none
 * @param rules of the columns; text as it is written has one that says so
 */
record LocalRows(List<@Nullable String[]> cells, List<CellRule> rules) {
  LocalRows {
    rules = List.copyOf(rules);
  }

  static LocalRows text(List<@Nullable String[]> cells, List<String> names) {
    return new LocalRows(
        cells, names.stream().map(name -> CellRule.text(name, List.of())).toList());
  }

  /** The same cells, read by the rules that these columns have. */
  LocalRows read(List<String> names, Map<String, CellRule> found) {
    List<CellRule> read = new ArrayList<>(rules);
    for (int i = 0; i < read.size(); i++) {
      read.set(i, found.getOrDefault(names.get(i), read.get(i)));
    }
    return new LocalRows(cells, read);
  }

  List<DataType> types() {
    return rules.stream().map(rule -> rule.type().spark()).toList();
  }

  int size() {
    return cells.size();
  }

  /** One tally for each of these text columns, over all rows. */
  List<ColumnTally> tally(List<Integer> places, List<String> naValues) {
    return places.parallelStream().map(place -> tally(place, naValues)).toList();
  }

  private ColumnTally tally(int place, List<String> naValues) {
    ColumnTally tally = new ColumnTally(naValues);
    for (@Nullable String[] row : cells) {
      tally.see(row[place]);
    }
    return tally;
  }

  /**
   * Packs rows.
   *
   * @param inputs of the job
   * @param places of their columns, and then of the label's
   */
  PackedRows pack(List<Terms.Input> inputs, List<Integer> places) {
    return PackedRows.of(
        cells.iterator(),
        inputs,
        (row, column) -> {
          int place = places.get(column);
          String cell = row[place];
          return cell == null ? null : rules.get(place).value(cell);
        });
  }
}
