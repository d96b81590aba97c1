package dev.linesweep.spark.table;

import dev.linesweep.spark.table.file.MemoryColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table: Spark's rows, and the same rows in memory if the table is a small file. *
 *
 * <p>If they are in memory, Spark's rows are made only on demand.
 */
final class TableRows {
  private final List<String> names;
  private final List<DataType> types;
  private final Optional<LocalRows> local;
  private final Supplier<Dataset<Row>> making;
  private @Nullable Dataset<Row> made;
  private @Nullable Dataset<Row> placed;

  private TableRows(
      List<String> names,
      List<DataType> types,
      Optional<LocalRows> local,
      Supplier<Dataset<Row>> making) {
    this.names = List.copyOf(names);
    this.types = List.copyOf(types);
    this.local = local;
    this.making = making;
  }

  static TableRows of(Dataset<Row> rows) {
    return new TableRows(
        List.of(rows.columns()),
        Arrays.stream(rows.schema().fields()).map(StructField::dataType).toList(),
        Optional.empty(),
        () -> rows);
  }

  /**
   * Rows in memory, as they are written.
   *
   * @param names of the columns
   * @param spark makes Spark's rows
   */
  static TableRows of(
      List<String> names, List<? extends MemoryColumn> cells, Supplier<Dataset<Row>> spark) {
    LocalRows local = LocalRows.written(cells, names);
    return new TableRows(names, local.types(), Optional.of(local), spark);
  }

  /** The same rows, whose columns of text are read by these rules. */
  TableRows typed(Map<String, CellRule> rules) {
    Optional<LocalRows> read = local.map(rows -> rows.read(names, rules));
    if (read.isEmpty()) {
      return of(TextReading.typed(new Columns(this), rules));
    }
    return new TableRows(
        names,
        read.get().types(),
        read,
        () -> TextReading.typed(new Columns(TableRows.of(spark())), rules));
  }

  List<String> names() {
    return names;
  }

  List<DataType> types() {
    return types;
  }

  /** The rows in memory. */
  Optional<LocalRows> local() {
    return local;
  }

  /** The rows as Spark has them. */
  Dataset<Row> spark() {
    if (made == null) {
      made = making.get();
    }
    return made;
  }

  /** The same, whose columns have the names {@code c0, c1, …}. */
  Dataset<Row> byPlace() {
    if (placed == null) {
      placed =
          spark()
              .toDF(IntStream.range(0, names.size()).mapToObj(i -> "c" + i).toArray(String[]::new));
    }
    return placed;
  }

  /** Whether the rows come one by one from the files, in their order. */
  boolean keepFileOrder() {
    return local.isPresent() || QueryRunner.keepsOrder(spark());
  }
}
