package dev.linesweep.table;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * Writes one Parquet file without a Spark session; Spark reads it with the types of {@link Column}:
 * int, bigint, double, string, timestamp in UTC microseconds and array of double. The same rows
 * give the same bytes.
 */
public final class ParquetFile {
  static final long ROW_GROUP_BYTES = 16L << 20;

  private ParquetFile() {}

  /** Gives rows to a sink, one value for each column. */
  @FunctionalInterface
  public interface Rows {
    void forEach(Consumer<@Nullable Object[]> sink) throws IOException;
  }

  /** Writes the file to a stream, which stays open. */
  public static void write(OutputStream out, List<? extends Column<?>> columns, Rows rows)
      throws IOException {
    try (ParquetWriter<@Nullable Object[]> writer = new Builder(new Stream(out), columns).build()) {
      rows.forEach(row -> write(writer, row));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(ParquetWriter<@Nullable Object[]> writer, @Nullable Object[] row) {
    try {
      writer.write(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MessageType schema(List<? extends Column<?>> columns) {
    List<Type> fields = new ArrayList<>();
    columns.forEach(column -> fields.add(field(column)));
    return new MessageType("linesweep", fields);
  }

  private static Type field(Column<?> column) {
    String name = column.name();
    return switch (column.type()) {
      case INT -> Types.optional(PrimitiveTypeName.INT32).named(name);
      case LONG -> Types.optional(PrimitiveTypeName.INT64).named(name);
      case DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
      case TEXT, ID ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
      case TIMESTAMP ->
          Types.optional(PrimitiveTypeName.INT64)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
              .named(name);
      case DOUBLES -> Types.optionalList().requiredElement(PrimitiveTypeName.DOUBLE).named(name);
    };
  }

  private static final class Builder extends ParquetWriter.Builder<@Nullable Object[], Builder> {
    private final List<? extends Column<?>> columns;

    Builder(OutputFile file, List<? extends Column<?>> columns) {
      super(file);
      this.columns = columns;
      withCompressionCodec(CompressionCodecName.SNAPPY);
      withRowGroupSize(ROW_GROUP_BYTES);
      withConf(new Configuration(false));
      withDictionaryEncoding(false);
      columns.stream()
          .filter(column -> column.type() == Column.Type.TEXT)
          .forEach(column -> withDictionaryEncoding(column.name(), true));
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<@Nullable Object[]> getWriteSupport(Configuration hadoop) {
      return new RowSupport(columns);
    }
  }

  private static final class RowSupport extends WriteSupport<@Nullable Object[]> {
    private final List<? extends Column<?>> columns;
    private @Nullable RecordConsumer consumer;

    RowSupport(List<? extends Column<?>> columns) {
      this.columns = columns;
    }

    @Override
    public WriteContext init(Configuration hadoop) {
      return new WriteContext(schema(columns), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer records) {
      consumer = records;
    }

    @Override
    public void write(@Nullable Object[] row) {
      RecordConsumer out = java.util.Objects.requireNonNull(consumer);
      out.startMessage();
      for (int i = 0; i < row.length; i++) {
        Object value = row[i];
        if (value != null) {
          Column<?> column = columns.get(i);
          out.startField(column.name(), i);
          put(out, column.type(), value);
          out.endField(column.name(), i);
        }
      }
      out.endMessage();
    }

    private static void put(RecordConsumer out, Column.Type type, Object value) {
      switch (type) {
        case INT -> out.addInteger((Integer) value);
        case LONG -> out.addLong((Long) value);
        case DOUBLE -> out.addDouble((Double) value);
        case TEXT, ID -> out.addBinary(Binary.fromString((String) value));
        case TIMESTAMP -> out.addLong(micros((Instant) value));
        case DOUBLES -> putList(out, (double[]) value);
      }
    }

    private static long micros(Instant instant) {
      return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }

    private static void putList(RecordConsumer out, double[] values) {
      out.startGroup();
      if (values.length > 0) {
        out.startField("list", 0);
        for (double value : values) {
          out.startGroup();
          out.startField("element", 0);
          out.addDouble(value);
          out.endField("element", 0);
          out.endGroup();
        }
        out.endField("list", 0);
      }
      out.endGroup();
    }
  }

  /** A stream that is written from its beginning to its end. */
  record Stream(OutputStream out) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new Counting(out);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return new Counting(out);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }

  private static final class Counting extends PositionOutputStream {
    private final OutputStream out;
    private long position;

    Counting(OutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      position++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      position += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
