package dev.linesweep.table;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;

/** Writes a Parquet file row by row, or from groups of rows that were encoded on any thread. */
public final class RowGroups {
  private static final long GROUP_BYTES = 16L << 20;
  private static final int ROWS_BETWEEN_CHECKS = 1 << 10;

  private final List<? extends Column<?>> columns;
  private final ParquetFileWriter writer;
  private @Nullable RowGroup pending;

  /** Begins the file; the stream is left open. */
  public RowGroups(OutputStream out, List<? extends Column<?>> columns) throws IOException {
    this.columns = columns;
    this.writer =
        new ParquetFileWriter(
            new ParquetFile.Stream(out),
            ParquetFile.schema(columns),
            ParquetFileWriter.Mode.CREATE,
            GROUP_BYTES,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED,
            (FileEncryptionProperties) null);
    writer.start();
  }

  /** Encodes rows, which are held in memory. */
  public static RowGroup encode(List<? extends Column<?>> columns, ParquetFile.Rows rows)
      throws IOException {
    RowGroup group = new RowGroup(columns);
    rows.forEach(group::add);
    return group.encoded();
  }

  /** Adds rows that were encoded for the same columns. */
  public void add(RowGroup group) throws IOException {
    addPending();
    if (group.rows() > 0) {
      group.writeTo(writer);
    }
  }

  /** Adds a row, with one value for each column. */
  void add(@Nullable Object[] row) {
    RowGroup group = pending == null ? new RowGroup(columns) : pending;
    pending = group;
    group.add(row);
    if (group.rows() % ROWS_BETWEEN_CHECKS == 0 && group.bytes() >= GROUP_BYTES) {
      try {
        addPending();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void addPending() throws IOException {
    RowGroup group = pending;
    pending = null;
    if (group != null) {
      add(group.encoded());
    }
  }

  /** Ends the file. */
  public void finish() throws IOException {
    addPending();
    writer.end(Map.of());
  }
}
