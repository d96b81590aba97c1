package dev.linesweep.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ParquetFile} writes, without a Spark session; a timestamp as microseconds. */
public final class ParquetRows {
  private ParquetRows() {}

  /**
   * Gives each row to the sink, in the order written.
   *
   * @param damaged what to throw where the file is
   */
  public static void forEach(
      Configuration hadoop,
      Path file,
      Consumer<Row> sink,
      Function<Path, ? extends RuntimeException> damaged)
      throws IOException {
    try (ParquetReader<Row> reader = open(hadoop, file)) {
      for (Row row = next(reader, file, damaged); row != null; row = next(reader, file, damaged)) {
        sink.accept(row);
      }
    }
  }

  private static ParquetReader<Row> open(Configuration hadoop, Path file) throws IOException {
    return new Builder(HadoopInputFile.fromPath(file, hadoop)).build();
  }

  /** Parquet's reader fails with whatever damaged bytes lead it to. */
  private static @Nullable Row next(
      ParquetReader<Row> reader, Path file, Function<Path, ? extends RuntimeException> damaged)
      throws IOException {
    try {
      return reader.read();
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged.apply(file);
    }
  }

  private static final class Builder extends ParquetReader.Builder<Row> {
    Builder(InputFile file) {
      super(file);
    }

    @Override
    protected ReadSupport<Row> getReadSupport() {
      return new RowSupport();
    }
  }

  private static final class RowSupport extends ReadSupport<Row> {
    @Override
    public ReadContext init(InitContext context) {
      return new ReadContext(context.getFileSchema());
    }

    @Override
    public RecordMaterializer<Row> prepareForRead(
        Configuration hadoop,
        Map<String, String> metadata,
        MessageType schema,
        ReadContext context) {
      return new RowMaker(schema);
    }
  }

  private static final class RowMaker extends RecordMaterializer<Row> {
    private final RowConverter converter;

    RowMaker(MessageType schema) {
      this.converter = new RowConverter(schema);
    }

    @Override
    public Row getCurrentRecord() {
      return new Row(converter.index, converter.values);
    }

    @Override
    public GroupConverter getRootConverter() {
      return converter;
    }
  }

  private static final class RowConverter extends GroupConverter {
    private final Map<String, Integer> index = new HashMap<>();
    private final List<Converter> fields = new ArrayList<>();
    private @Nullable Object[] values = new @Nullable Object[0];

    RowConverter(MessageType schema) {
      for (Type field : schema.getFields()) {
        int at = fields.size();
        index.put(field.getName(), at);
        fields.add(field.isPrimitive() ? new Value(this, at) : new Numbers(this, at));
      }
    }

    @Override
    public Converter getConverter(int field) {
      return fields.get(field);
    }

    @Override
    public void start() {
      values = new @Nullable Object[fields.size()];
    }

    @Override
    public void end() {}
  }

  private static final class Value extends PrimitiveConverter {
    private final RowConverter row;
    private final int at;

    Value(RowConverter row, int at) {
      this.row = row;
      this.at = at;
    }

    @Override
    public void addBinary(Binary value) {
      row.values[at] = value.toStringUsingUTF8();
    }

    @Override
    public void addDouble(double value) {
      row.values[at] = value;
    }

    @Override
    public void addInt(int value) {
      row.values[at] = value;
    }

    @Override
    public void addLong(long value) {
      row.values[at] = value;
    }
  }

  /** A list of doubles: a group of a repeated group of one number. */
  private static final class Numbers extends GroupConverter {
    private final RowConverter row;
    private final int at;
    private final List<Double> found = new ArrayList<>();

    Numbers(RowConverter row, int at) {
      this.row = row;
      this.at = at;
    }

    @Override
    public Converter getConverter(int field) {
      return new Element(found);
    }

    @Override
    public void start() {
      found.clear();
    }

    @Override
    public void end() {
      row.values[at] = found.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  private static final class Element extends GroupConverter {
    private final PrimitiveConverter number;

    Element(List<Double> found) {
      this.number =
          new PrimitiveConverter() {
            @Override
            public void addDouble(double value) {
              found.add(value);
            }
          };
    }

    @Override
    public Converter getConverter(int field) {
      return number;
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
