package dev.linesweep.table;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
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
  private ParquetFile() {}

  /** Gives rows to a sink, one value for each column. */
  @FunctionalInterface
  public interface Rows {
    void forEach(Consumer<@Nullable Object[]> sink) throws IOException;
  }

  /** Writes the file to a stream, which is left open. */
  public static void write(OutputStream out, List<? extends Column<?>> columns, Rows rows)
      throws IOException {
    RowGroups file = new RowGroups(out, columns);
    try {
      rows.forEach(file::add);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    file.finish();
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
