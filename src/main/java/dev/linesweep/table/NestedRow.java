package dev.linesweep.table;

import dev.linesweep.text.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * A Parquet file of one row with nested values, the form in which Spark's models store what they
 * have learnt. Its columns have the names, types and order of Spark's own writer, and it contains
 * Spark's schema, without which a vector would be read as a plain struct.
 */
public record NestedRow(List<Field> fields) {
  private static final String SCHEMA = "org.apache.spark.sql.parquet.row.metadata";
  private static final byte DENSE = 1;

  public NestedRow {
    fields = List.copyOf(fields);
  }

  /** A named value. */
  public sealed interface Field {
    String name();
  }

  public record Number(String name, double value) implements Field {}

  /** A dense vector of Spark ML. */
  public record Vector(String name, double[] values) implements Field {}

  public record WholeNumbers(String name, List<Integer> values) implements Field {}

  public record TextLists(String name, List<List<String>> values) implements Field {
    public TextLists {
      values = values.stream().map(List::copyOf).toList();
    }
  }

  /** Writes the file to a stream, which is left open. */
  public void write(OutputStream out) throws IOException {
    MessageType schema = new MessageType("spark_schema", fields.stream().map(this::type).toList());
    ParquetConfiguration plain = new PlainParquetConfiguration();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new ParquetFile.Stream(out))
            .withConf(plain)
            .withType(schema)
            .withExtraMetaData(Map.of(SCHEMA, sparkSchema()))
            .build()) {
      Group row = new SimpleGroup(schema);
      fields.forEach(field -> add(row, field));
      writer.write(row);
    }
  }

  private Type type(Field field) {
    String name = field.name();
    if (field instanceof Number) {
      return Types.required(PrimitiveTypeName.DOUBLE).named(name);
    }
    if (field instanceof WholeNumbers) {
      return Types.optionalList().requiredElement(PrimitiveTypeName.INT32).named(name);
    }
    if (field instanceof TextLists) {
      return Types.optionalList()
          .optionalListElement()
          .optionalElement(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named(name);
    }
    return Types.optionalGroup()
        .addFields(
            Types.required(PrimitiveTypeName.INT32)
                .as(LogicalTypeAnnotation.intType(8, true))
                .named("type"),
            Types.optional(PrimitiveTypeName.INT32).named("size"),
            Types.optionalList().requiredElement(PrimitiveTypeName.INT32).named("indices"),
            Types.optionalList().requiredElement(PrimitiveTypeName.DOUBLE).named("values"))
        .named(name);
  }

  private static void add(Group row, Field field) {
    if (field instanceof Number number) {
      row.add(field.name(), number.value());
    } else if (field instanceof WholeNumbers numbers) {
      Group list = row.addGroup(field.name());
      numbers.values().forEach(value -> list.addGroup("list").add("element", value));
    } else if (field instanceof TextLists lists) {
      Group outer = row.addGroup(field.name());
      for (List<String> texts : lists.values()) {
        Group inner = outer.addGroup("list").addGroup("element");
        texts.forEach(text -> inner.addGroup("list").add("element", text));
      }
    } else if (field instanceof Vector vector) {
      Group struct = row.addGroup(field.name());
      struct.add("type", DENSE);
      Group list = struct.addGroup("values");
      for (double value : vector.values()) {
        list.addGroup("list").add("element", value);
      }
    }
  }

  private String sparkSchema() {
    return Json.onOneLine(struct(fields.stream().map(NestedRow::sparkField).toList()));
  }

  private static Map<String, Object> sparkField(Field field) {
    if (field instanceof Number) {
      return sparkField(field.name(), "double", false);
    }
    if (field instanceof WholeNumbers) {
      return sparkField(field.name(), array("integer", false), true);
    }
    if (field instanceof TextLists) {
      return sparkField(field.name(), array(array("string", true), true), true);
    }
    return sparkField(field.name(), vector(), true);
  }

  private static Map<String, Object> vector() {
    Map<String, Object> type = new LinkedHashMap<>();
    type.put("type", "udt");
    type.put("class", "org.apache.spark.ml.linalg.VectorUDT");
    type.put("pyClass", "pyspark.ml.linalg.VectorUDT");
    type.put(
        "sqlType",
        struct(
            List.of(
                sparkField("type", "byte", false),
                sparkField("size", "integer", true),
                sparkField("indices", array("integer", false), true),
                sparkField("values", array("double", false), true))));
    return type;
  }

  private static Map<String, Object> struct(List<Map<String, Object>> fields) {
    Map<String, Object> type = new LinkedHashMap<>();
    type.put("type", "struct");
    type.put("fields", new ArrayList<>(fields));
    return type;
  }

  private static Map<String, Object> array(Object element, boolean nulls) {
    Map<String, Object> type = new LinkedHashMap<>();
    type.put("type", "array");
    type.put("elementType", element);
    type.put("containsNull", nulls);
    return type;
  }

  private static Map<String, Object> sparkField(String name, Object type, boolean nullable) {
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("name", name);
    field.put("type", type);
    field.put("nullable", nullable);
    field.put("metadata", Map.of());
    return field;
  }
}
