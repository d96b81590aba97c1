package dev.linesweep.run;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.linesweep.spark.table.SparkErrors;
import dev.linesweep.text.Decimal;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as CSV, with one partition in memory at a time. The format is RFC 4180 with {@code
 * \n} line ends. Numbers are written by {@link Decimal}; a missing value is empty and an empty text
 * is quoted. Everything else is written as Spark casts it to text.
 */
final class PredictionCsv {
  /** No character starts a comment, so that no cell is quoted because of one. */
  private static final char NO_COMMENT = '\uFFFF';

  private PredictionCsv() {}

  /** A header and the rows, in their order. The writer stays open. */
  static void write(Dataset<Row> rows, Writer out) throws IOException {
    Iterator<Row> iterator = rowsOf(rows);
    // fastcsv closes its writer; the caller's writer must only be flushed.
    CsvWriter csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(QuoteStrategies.EMPTY)
            .commentCharacter(NO_COMMENT)
            .build(out);
    csv.writeRecord(rows.columns());
    String[] cells = new String[rows.columns().length];
    for (Row row = next(iterator); row != null; row = next(iterator)) {
      for (int i = 0; i < cells.length; i++) {
        cells[i] = text(row.get(i));
      }
      csv.writeRecord(cells);
    }
    csv.flush();
  }

  private static Iterator<Row> rowsOf(Dataset<Row> rows) {
    try {
      return printable(rows).toLocalIterator();
    } catch (Exception failure) {
      throw SparkErrors.translate("--data", failure);
    }
  }

  /** Returns null at the end. Spark throws checked exceptions that its methods do not declare. */
  static @Nullable Row next(Iterator<Row> iterator) {
    try {
      return iterator.hasNext() ? iterator.next() : null;
    } catch (Exception failure) {
      throw SparkErrors.translate("--data", failure);
    }
  }

  /** Fractions stay numbers; other values become text. Aliases allow any column name. */
  private static Dataset<Row> printable(Dataset<Row> rows) {
    StructField[] fields = rows.schema().fields();
    String[] aliases =
        IntStream.range(0, fields.length).mapToObj(i -> "c" + i).toArray(String[]::new);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      Column column = functions.col(aliases[i]);
      columns.add(isFloating(fields[i].dataType()) ? column : column.cast(DataTypes.StringType));
    }
    return rows.toDF(aliases).select(columns.toArray(Column[]::new));
  }

  private static boolean isFloating(DataType type) {
    return type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType);
  }

  @SuppressWarnings("NullAway") // fastcsv writes null as nothing
  private static @Nullable String text(@Nullable Object value) {
    if (value instanceof Double number) {
      return Double.isFinite(number) ? Decimal.of(number.doubleValue()) : number.toString();
    }
    if (value instanceof Float number) {
      return Float.isFinite(number) ? Decimal.of(number.floatValue()) : number.toString();
    }
    return value == null ? null : value.toString();
  }
}
