package dev.linesweep.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
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
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ParquetFile} writes, without a Spark session. */
public final class ParquetRows {
  private final InputFile file;
  private final Predicate<String> wanted;
  private final Supplier<? extends RuntimeException> damaged;

  private ParquetRows(
      InputFile file, Predicate<String> wanted, Supplier<? extends RuntimeException> damaged) {
    this.file = file;
    this.wanted = wanted;
    this.damaged = damaged;
  }

  /**
   * The rows of a file.
   *
   * @param damaged what to throw if the file is
   * @throws FileNotFoundException if there is none
   */
  public static ParquetRows of(
      Configuration hadoop, Path file, Supplier<? extends RuntimeException> damaged)
      throws IOException {
    return new ParquetRows(HadoopInputFile.fromPath(file, hadoop), column -> true, damaged);
  }

  /** The same with some of the columns, which reads no more than these. */
  public ParquetRows only(Set<String> names) {
    return new ParquetRows(file, names::contains, damaged);
  }

  /** The names of the columns, in their order. */
  public List<String> columns() throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(file)) {
      return reader.getFileMetaData().getSchema().getFields().stream().map(Type::getName).toList();
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged.get();
    }
  }

  /** Gives each row to the sink, in the order written. */
  public void forEach(Consumer<Row> sink) throws IOException {
    whileTrue(
        row -> {
          sink.accept(row);
          return true;
        });
  }

  /** Gives rows to the sink, in the order written, until it says that it has enough. */
  public void whileTrue(Predicate<Row> sink) throws IOException {
    try (ParquetReader<Row> reader = new Builder(file, wanted).build()) {
      Row row = next(reader);
      while (row != null && sink.test(row)) {
        row = next(reader);
      }
    }
  }

  /** Parquet's reader fails with whatever damaged bytes lead it to. */
  private @Nullable Row next(ParquetReader<Row> reader) throws IOException {
    try {
      return reader.read();
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged.get();
    }
  }

  private static final class Builder extends ParquetReader.Builder<Row> {
    private final Predicate<String> wanted;

    Builder(InputFile file, Predicate<String> wanted) {
      super(file);
      this.wanted = wanted;
    }

    @Override
    protected ReadSupport<Row> getReadSupport() {
      return new RowSupport(wanted);
    }
  }

  private static final class RowSupport extends ReadSupport<Row> {
    private final Predicate<String> wanted;

    RowSupport(Predicate<String> wanted) {
      this.wanted = wanted;
    }

    @Override
    public ReadContext init(InitContext context) {
      MessageType all = context.getFileSchema();
      return new ReadContext(
          new MessageType(
              all.getName(),
              all.getFields().stream().filter(field -> wanted.test(field.getName())).toList()));
    }

    @Override
    public RecordMaterializer<Row> prepareForRead(
        Configuration hadoop,
        Map<String, String> metadata,
        MessageType schema,
        ReadContext context) {
      return new RowMaker(context.getRequestedSchema());
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
        fields.add(field.isPrimitive() ? value(field, at) : new Numbers(this, at));
      }
    }

    private Converter value(Type field, int at) {
      return field.getLogicalTypeAnnotation()
              instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation
          ? new Time(this, at)
          : new Value(this, at);
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

  /** A timestamp in microseconds. */
  private static final class Time extends PrimitiveConverter {
    private final RowConverter row;
    private final int at;

    Time(RowConverter row, int at) {
      this.row = row;
      this.at = at;
    }

    @Override
    public void addLong(long micros) {
      row.values[at] = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
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
