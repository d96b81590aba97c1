package dev.linesweep.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A group of rows of a Parquet file, encoded in memory. Values go to the columns directly:
 * Parquet's writer of records takes longer for each field than a column takes to encode it.
 */
public final class RowGroup {
  /**
   * The levels of the Dremel encoding: of a value that may be missing, and of an item of a list.
   */
  private static final int PRESENT = 1;

  private static final int ITEM = 2;

  private final List<ColumnWriter> writers;
  private final List<Consumer<Object>> encoders;
  private final CodecFactory codecs;
  private final ColumnWriteStore store;
  private final ColumnChunkPageWriteStore pages;
  private int rows;

  RowGroup(List<? extends Column<?>> columns) {
    MessageType schema = ParquetFile.schema(columns);
    ParquetProperties properties = properties(columns);
    codecs = new CodecFactory(new Configuration(false), properties.getPageSizeThreshold());
    pages =
        new ColumnChunkPageWriteStore(
            codecs.getCompressor(CompressionCodecName.SNAPPY),
            schema,
            properties.getAllocator(),
            properties.getColumnIndexTruncateLength());
    store = properties.newColumnWriteStore(schema, pages);
    writers = schema.getColumns().stream().map(store::getColumnWriter).toList();
    encoders = new ArrayList<>();
    for (int i = 0; i < writers.size(); i++) {
      encoders.add(encoder(writers.get(i), columns.get(i).type()));
    }
  }

  private static ParquetProperties properties(List<? extends Column<?>> columns) {
    ParquetProperties.Builder properties =
        ParquetProperties.builder()
            .withAllocator(HeapByteBufferAllocator.getInstance())
            .withSizeStatisticsEnabled(false)
            .withDictionaryEncoding(false);
    for (Column<?> column : columns) {
      if (column.type() == Column.Type.TEXT) {
        properties.withDictionaryEncoding(column.name(), true);
      }
    }
    return properties.build();
  }

  int rows() {
    return rows;
  }

  /** Memory that the rows take. */
  long bytes() {
    return store.getBufferedSize();
  }

  /**
   * One class for each type: the JVM compiles each of them well, while a shared one would be
   * inlined at length.
   */
  private static Consumer<Object> encoder(ColumnWriter column, Column.Type type) {
    return switch (type) {
      case INT -> value -> column.write((int) (Integer) value, 0, PRESENT);
      case LONG -> value -> column.write((long) (Long) value, 0, PRESENT);
      case DOUBLE -> value -> column.write((double) (Double) value, 0, PRESENT);
      case TEXT, ID -> value -> column.write(utf8((String) value), 0, PRESENT);
      case TIMESTAMP -> value -> column.write(micros((Instant) value), 0, PRESENT);
      case DOUBLES -> value -> writeList(column, (double[]) value);
    };
  }

  /** Adds a row, with one value for each column. */
  void add(@Nullable Object[] row) {
    for (int i = 0; i < row.length; i++) {
      Object value = row[i];
      if (value == null) {
        writers.get(i).writeNull(0, 0);
      } else {
        encoders.get(i).accept(value);
      }
    }
    store.endRecord();
    rows++;
  }

  private static Binary utf8(String text) {
    return Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
  }

  private static void writeList(ColumnWriter column, double[] values) {
    if (values.length == 0) {
      column.writeNull(0, PRESENT);
    }
    for (int i = 0; i < values.length; i++) {
      column.write(values[i], i == 0 ? 0 : 1, ITEM);
    }
  }

  /** Encodes what was added; nothing can be added after that. */
  RowGroup encoded() {
    store.flush();
    codecs.release();
    return this;
  }

  /** Writes it where the file's next group begins. */
  void writeTo(ParquetFileWriter file) throws IOException {
    file.startBlock(rows);
    pages.flushToFileWriter(file);
    file.endBlock();
    store.close();
    pages.close();
  }
}
