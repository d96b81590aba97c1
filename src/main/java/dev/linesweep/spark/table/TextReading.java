package dev.linesweep.spark.table;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** Reads text columns by their rules, on the executors. */
final class TextReading {
  private TextReading() {}

  /** The text columns that have rules as these read them. */
  static Dataset<Row> typed(Columns columns, Map<String, CellRule> rules) {
    List<String> names = columns.names();
    Column[] typed = new Column[names.size()];
    for (int i = 0; i < typed.length; i++) {
      CellRule rule = rules.get(names.get(i));
      Column cell = columns.column(i);
      typed[i] = (rule == null || !columns.isText(i) ? cell : read(cell, rule)).as("c" + i);
    }
    return columns.rows().select(typed).toDF(names.toArray(String[]::new));
  }

  /** A text column as its rule reads it. */
  static Column read(Column cell, CellRule rule) {
    return switch (rule.type()) {
      case TEXT -> rule.missing().texts().isEmpty() ? cell : udf(cell, rule);
      case DATE, TIMESTAMP -> udf(cell, rule).cast(rule.type().spark());
      default -> udf(cell, rule);
    };
  }

  private static Column udf(Column cell, CellRule rule) {
    boolean time = rule.type() == CellType.DATE || rule.type() == CellType.TIMESTAMP;
    return functions
        .udf(new Read(rule), time ? CellType.TEXT.spark() : rule.type().spark())
        .apply(cell);
  }

  /** Runs on the executors. */
  private record Read(CellRule rule) implements UDF1<String, @Nullable Object>, Serializable {
    @Override
    public @Nullable Object call(@Nullable String cell) {
      return cell == null ? null : rule.value(cell);
    }
  }
}
