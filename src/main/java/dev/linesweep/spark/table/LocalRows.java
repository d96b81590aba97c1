package dev.linesweep.spark.table;

import dev.linesweep.spark.table.file.ColumnCells;
import dev.linesweep.spark.table.file.MemoryColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a small file in the driver's memory, in their order.
 *
 * @param columns their cells as they are written, or their values
 * @param rules of the columns; text as it is written has one that says so, and no other column
 *     looks at its rule
 */
record LocalRows(List<MemoryColumn> columns, List<CellRule> rules) {
  LocalRows {
    columns = List.copyOf(columns);
    rules = List.copyOf(rules);
  }

  static LocalRows written(List<? extends MemoryColumn> columns, List<String> names) {
    return new LocalRows(
        List.copyOf(columns), names.stream().map(name -> CellRule.text(name, List.of())).toList());
  }

  /** The same cells, read by the rules that these columns have. */
  LocalRows read(List<String> names, Map<String, CellRule> found) {
    List<CellRule> read = new ArrayList<>(rules);
    for (int i = 0; i < read.size(); i++) {
      read.set(i, found.getOrDefault(names.get(i), read.get(i)));
    }
    return new LocalRows(columns, read);
  }

  List<DataType> types() {
    return IntStream.range(0, columns.size()).mapToObj(this::type).toList();
  }

  private DataType type(int place) {
    return columns.get(place).type(rules.get(place).type().spark());
  }

  int size() {
    return columns.get(0).rows();
  }

  /** One tally for each of these text columns, over all rows. */
  List<ColumnTally> tally(List<Integer> places, List<String> naValues) {
    return places.parallelStream()
        .map(place -> tally((ColumnCells) columns.get(place), naValues))
        .toList();
  }

  private static ColumnTally tally(ColumnCells column, List<String> naValues) {
    ColumnTally tally = new ColumnTally(naValues);
    long[] counts = column.counts();
    for (int i = 0; i < counts.length; i++) {
      tally.see(column.different().get(i), new Sightings.Seen(counts[i], column.firstRow(i)));
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
    List<IntFunction<@Nullable Object>> values =
        places.stream().map(place -> columns.get(place).values(rules.get(place)::value)).toList();
    return PackedRows.of(
        IntStream.range(0, size()).iterator(),
        inputs,
        (row, column) -> values.get(column).apply(row));
  }
}
