package dev.linesweep.spark.table.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.linesweep.spark.job.RowTasks;
import dev.linesweep.spark.job.Shared;
import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV files that Spark's own reader gets wrong: with a separator line, in UTF-16, with line
 * breaks within cells, or with columns in different orders. Each file is one partition.
 */
final class CsvRows implements FlatMapFunction<CsvRows.Part, Row> {
  private final Shared<SerializableConfiguration> hadoop;

  private CsvRows(Shared<SerializableConfiguration> hadoop) {
    this.hadoop = hadoop;
  }

  /**
   * One file.
   *
   * @param missing a cell that means a missing value, besides the empty one
   * @param torn what happens to a row with more or fewer cells than the first
   */
  record Part(
      PathKey key,
      SourceFile file,
      CsvDialect dialect,
      Layout layout,
      String missing,
      CsvOptions.Torn torn)
      implements Serializable {}

  /**
   * The places of the table's columns in a file.
   *
   * @param names of the file's own columns
   * @param width cells of a whole row
   * @param order for each column of the table its place in the rows of this file
   * @param folders cells that the names of its folders hold, such as year=2024, after all others;
   *     empty for none
   */
  record Layout(List<String> names, int width, List<Integer> order, List<String> folders)
      implements Serializable {}

  static Dataset<Row> read(
      SparkSession spark, Configuration configuration, List<Part> parts, StructType schema) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Shared<SerializableConfiguration> hadoop =
        Shared.of(context, new SerializableConfiguration(configuration));
    return RowTasks.table(spark, parts, new CsvRows(hadoop), schema);
  }

  @Override
  public Iterator<Row> call(Part part) throws IOException {
    CsvReader<CsvRecord> reader = open(part, hadoop.value().value());
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> close(reader));
    Rows rows = new Rows(part, reader);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        return RowFactory.create((Object[]) rows.next());
      }
    };
  }

  /** Reads one file in this process. */
  static void forEach(Part part, Configuration hadoop, Consumer<@Nullable String[]> row)
      throws IOException {
    try (CsvReader<CsvRecord> reader = open(part, hadoop)) {
      new Rows(part, reader).forEachRemaining(row);
    }
  }

  private static CsvReader<CsvRecord> open(Part part, Configuration hadoop) throws IOException {
    return part.dialect.rows(part.dialect.text(part.file.open(hadoop)));
  }

  private static void close(CsvReader<CsvRecord> reader) {
    try {
      reader.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static final class Rows implements Iterator<@Nullable String[]> {
    private final Part part;
    private final Iterator<CsvRecord> records;
    private @Nullable String @Nullable [] next;
    private long row;
    private boolean begun;

    Rows(Part part, CsvReader<CsvRecord> reader) {
      this.part = part;
      this.records = reader.iterator();
    }

    @Override
    public boolean hasNext() {
      while (next == null && more()) {
        next = row(records.next()).orElse(null);
      }
      return next != null;
    }

    private boolean more() {
      try {
        return records.hasNext();
      } catch (CsvParseException failure) {
        throw new JobException(
            "%s: %s: a quoted cell cannot be read: %s"
                .formatted(part.key, part.file.shown(), failure.getMessage()));
      }
    }

    @Override
    public @Nullable String[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      @Nullable String[] found = java.util.Objects.requireNonNull(next);
      next = null;
      return found;
    }

    private Optional<@Nullable String[]> row(CsvRecord record) {
      if (CsvDialect.blank(record)) {
        return Optional.empty();
      }
      if (!begun && part.dialect.header()) {
        begun = true;
        return Optional.empty();
      }
      row++;
      if (record.getFieldCount() != part.layout.width && part.torn != CsvOptions.Torn.BENT) {
        if (part.torn == CsvOptions.Torn.LEFT_OUT) {
          return Optional.empty();
        }
        throw new JobException(torn(record));
      }
      int own = part.layout.order.size();
      @Nullable String[] cells = new String[own + part.layout.folders.size()];
      Arrays.setAll(
          cells,
          i ->
              i < own
                  ? cell(record, part.layout.order.get(i))
                  : FolderColumns.value(part.layout.folders, i - own));
      return Optional.of(cells);
    }

    /** The cell; null if it is missing, or if the row ends before it. */
    private @Nullable String cell(CsvRecord record, int place) {
      if (place >= record.getFieldCount()) {
        return null;
      }
      String cell = record.getField(place);
      boolean marker = !part.missing.isEmpty() && cell.equals(part.missing);
      return marker || CsvDialect.isMissing(cell) ? null : cell;
    }

    private String torn(CsvRecord record) {
      String start = String.join(part.dialect.separator(), record.getFields());
      CsvScan.TornRow at =
          new CsvScan.TornRow(
              part.dialect.line(record), row, record.getFieldCount(), Excerpt.of(start));
      return "%s: %s: %s"
          .formatted(
              part.key,
              part.file.shown(),
              CsvChecks.tornRow(part.layout.names, part.dialect.header(), at));
    }
  }
}
