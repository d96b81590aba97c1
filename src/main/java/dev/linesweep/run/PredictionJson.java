package dev.linesweep.run;

import dev.linesweep.spark.table.SparkErrors;
import dev.linesweep.text.Decimal;
import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Writes predictions as JSON, one object per row with all columns: the cells of a CSV file as text,
 * others as Spark writes them; the prediction by {@link Decimal}, or null if there is none.
 */
final class PredictionJson {
  private PredictionJson() {}

  /** Writes one array with one row per line. The writer stays open. */
  static void array(Dataset<Row> rows, Writer out) throws IOException {
    out.write("[");
    write(rows, out, ",\n", "\n");
    out.write("\n]\n");
    out.flush();
  }

  /** Writes one row per line. The writer stays open. */
  static void lines(Dataset<Row> rows, Writer out) throws IOException {
    write(rows, out, "\n", "");
    out.write("\n");
    out.flush();
  }

  private static void write(Dataset<Row> rows, Writer out, String between, String first)
      throws IOException {
    Iterator<Row> iterator = objects(rows).toLocalIterator();
    String separator = first;
    for (Row row = PredictionCsv.next(iterator); row != null; row = PredictionCsv.next(iterator)) {
      out.write(separator);
      out.write(object(row));
      separator = between;
    }
  }

  /** The columns before the prediction as one text per row, then the prediction. */
  private static Dataset<Row> objects(Dataset<Row> rows) {
    String[] names = rows.columns();
    int last = names.length - 1;
    String[] aliases = IntStream.rangeClosed(0, last).mapToObj(i -> "c" + i).toArray(String[]::new);
    Column[] columns =
        IntStream.range(0, last)
            .mapToObj(i -> functions.col(aliases[i]).as(names[i]))
            .toArray(Column[]::new);
    Column object =
        functions.to_json(functions.struct(columns), Map.of("ignoreNullFields", "false"));
    try {
      return rows.toDF(aliases).select(object, functions.col(aliases[last]));
    } catch (Exception failure) {
      throw SparkErrors.translate("--data", failure);
    }
  }

  private static String object(Row row) {
    String columns = row.getString(0);
    String open = columns.substring(0, columns.length() - 1);
    return open + (columns.equals("{}") ? "" : ",") + "\"prediction\":" + prediction(row) + "}";
  }

  private static String prediction(Row row) {
    if (row.isNullAt(1)) {
      return "null";
    }
    double value = row.getDouble(1);
    return Double.isFinite(value) ? Decimal.of(value) : "\"" + value + "\"";
  }
}
