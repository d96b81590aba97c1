package dev.linesweep.table;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Row} from the values that Parquet reads. */
final class RowMaker extends RecordMaterializer<Row> {
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
          : new Value(this, at, isText(field));
    }

    private static boolean isText(Type field) {
      return field.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
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
    private final boolean text;
    private String[] words = new String[0];

    Value(RowConverter row, int at, boolean text) {
      this.row = row;
      this.at = at;
      this.text = text;
    }

    @Override
    public void addBinary(Binary value) {
      row.values[at] = value.toStringUsingUTF8();
    }

    @Override
    public boolean hasDictionarySupport() {
      return text;
    }

    @Override
    public void setDictionary(Dictionary dictionary) {
      words = new String[dictionary.getMaxId() + 1];
      Arrays.setAll(words, id -> dictionary.decodeToBinary(id).toStringUsingUTF8());
    }

    @Override
    public void addValueFromDictionary(int id) {
      row.values[at] = words[id];
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
