package dev.linesweep.spark.table;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.SplitSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Reads a user's table into memory: files or a catalog table, the query, the selection or formula,
 * the order of rows.
 *
 * <p>Everything that the user can mend is a {@link dev.linesweep.spec.JobException} that names the
 * column, the value and the row. The caller's session keeps its settings and views; a copy of it
 * does the work.
 */
public final class TableReader {
  private final org.apache.spark.sql.classic.SparkSession spark;
  private final DataSpec.Table table;
  private final Secrets secrets;

  /**
   * What the job file says of rows.
   *
   * @param split decides whether the order of rows must be known, and which rows the levels of text
   *     columns are fitted on
   */
  public record Rules(DataSpec.Missing missing, DataSpec.Unseen unseen, SplitSpec split) {}

  private TableReader(
      SparkSession spark, DataSpec.Table table, Function<String, @Nullable String> environment) {
    this.spark = TableSession.of(spark);
    this.table = table;
    this.secrets = new Secrets(environment);
  }

  /**
   * Reads the table, once.
   *
   * @param environment values of {@code ${env:NAME}}, null for an unset one; {@code System::getenv}
   */
  public static TableData read(
      SparkSession spark,
      DataSpec.Table table,
      Rules rules,
      Function<String, @Nullable String> environment) {
    TableReader reader = new TableReader(spark, table, environment);
    TableOrigin origin = TableOrigin.read(reader.spark, table, reader.secrets);
    return SparkErrors.during(
        TableOrigin.key(table.origin()),
        reader.secrets,
        origin.torn(),
        () -> reader.read(origin, rules));
  }

  private TableData read(TableOrigin written, Rules rules) {
    TypedTable typed = typed(written);
    TableOrigin origin = written.with(typed.rows());
    Dataset<Row> rows = query(origin);
    boolean rowByRow = QueryRunner.keepsOrder(rows);
    Columns columns = new Columns(rows);
    Terms terms = terms(columns);
    RowOrder order = RowOrder.of(columns, origin, rowByRow, table.orderBy(), rules.split().by());
    List<Column> values = values(columns, terms);
    Dataset<Row> selected = columns.rows().select(values.toArray(Column[]::new));
    MemoryCheck memory = MemoryCheck.of(spark);
    memory.beforeCollecting(selected, terms);
    Dataset<Row> sorted = order.sort(columns, values).select(values.toArray(Column[]::new));
    PackedRows packed = PackedRows.collect(sorted, terms.inputs());
    return new Assembly(terms, rules, order, memory, typed.rules())
        .assemble(packed, origin.description(), origin.notes());
  }

  private TypedTable typed(TableOrigin written) {
    return written.isWritten()
        ? TypedTable.decide(written.rows())
        : new TypedTable(written.rows(), List.of());
  }

  private Dataset<Row> query(TableOrigin origin) {
    if (table.query().isBlank()) {
      return origin.rows();
    }
    return SparkErrors.during(
        "data.query",
        secrets,
        () -> {
          Dataset<Row> rows = QueryRunner.run(origin.rows(), table.query());
          return QueryRunner.keepsOrder(rows)
              ? rows
              : QueryRunner.run(origin.forSums(), table.query());
        });
  }

  private Terms terms(Columns columns) {
    if (table.selection() instanceof DataSpec.Formula written) {
      Formula formula = Formula.parse(written.text(), columns);
      Selected.requireFormula(columns, formula);
      return Terms.of(formula, columns);
    }
    DataSpec.Columns named = (DataSpec.Columns) table.selection();
    Selected.requireNumbers(columns, named.label(), named.features());
    return Terms.ofNumbers(named.label(), named.features());
  }

  /** The inputs as numbers or text, then the label. */
  private static List<Column> values(Columns columns, Terms terms) {
    List<Column> values = new ArrayList<>();
    for (Terms.Input input : terms.inputs()) {
      values.add(input.text() ? columns.text(input.column()) : columns.number(input.column()));
    }
    values.add(columns.number(terms.label()));
    return values;
  }
}
