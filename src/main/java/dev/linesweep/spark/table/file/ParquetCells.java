package dev.linesweep.spark.table.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a small Parquet file on this machine, with Spark's types and values.
 *
 * <p>A file is read only if all of its columns are plain numbers, booleans and strings. Spark reads
 * other files, and reports what is wrong with damaged ones.
 *
 * @param names of the columns, in the file's order
 */
public record ParquetCells(List<String> names, List<MemoryColumn> columns) {
  /** Larger tables take more memory as objects than as Spark's rows. */
  private static final long MOST_VALUES = 4_000_000;

  private static final long MOST_BYTES = 64L << 20;

  /** The key under which Spark stores the schema in files that it writes. */
  private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

  public ParquetCells {
    names = List.copyOf(names);
    columns = List.copyOf(columns);
  }

  /**
   * The columns; empty if only Spark can tell what they are.
   *
   * @param file that {@link LocalFile} found
   */
  public static Optional<ParquetCells> of(SourceFile file, Configuration hadoop) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(file.path(), hadoop), ParquetFooters.CHECKED)) {
      FileMetaData metadata = reader.getFileMetaData();
      MessageType schema = metadata.getSchema();
      List<Kind> kinds = kinds(schema);
      boolean known =
          !kinds.isEmpty()
              && isAsSparkLeftIt(metadata.getKeyValueMetaData().get(SPARK_SCHEMA), kinds, schema)
              && Set.copyOf(names(schema)).size() == kinds.size()
              && reader.getRecordCount() > 0
              && reader.getRecordCount() * kinds.size() <= MOST_VALUES
              && bytes(reader) <= MOST_BYTES;
      return known ? Optional.of(read(reader, schema, kinds)) : Optional.empty();
    } catch (IOException | RuntimeException | LinkageError unread) {
      return Optional.empty();
    }
  }

  /** A column's contents, with Spark's type for it. */
  private record Kind(DataType type, Value value) {}

  private interface Value {
    Object of(Group row, int field);
  }

  /** The types of all columns; none if this class does not read one of them. */
  private static List<Kind> kinds(MessageType schema) {
    List<Kind> kinds = new ArrayList<>();
    for (Type field : schema.getFields()) {
      Optional<Kind> kind = kind(field);
      if (kind.isEmpty()) {
        return List.of();
      }
      kinds.add(kind.get());
    }
    return kinds;
  }

  private static Optional<Kind> kind(Type field) {
    if (!field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED)) {
      return Optional.empty();
    }
    PrimitiveTypeName stored = field.asPrimitiveType().getPrimitiveTypeName();
    if (field.getLogicalTypeAnnotation() instanceof StringLogicalTypeAnnotation) {
      boolean text = stored == PrimitiveTypeName.BINARY;
      return text
          ? Optional.of(new Kind(DataTypes.StringType, (row, at) -> row.getString(at, 0)))
          : Optional.empty();
    }
    return field.getLogicalTypeAnnotation() == null ? plain(stored) : Optional.empty();
  }

  private static Optional<Kind> plain(PrimitiveTypeName stored) {
    return Optional.ofNullable(
        switch (stored) {
          case INT32 -> new Kind(DataTypes.IntegerType, (row, at) -> row.getInteger(at, 0));
          case INT64 -> new Kind(DataTypes.LongType, (row, at) -> row.getLong(at, 0));
          case FLOAT -> new Kind(DataTypes.FloatType, (row, at) -> row.getFloat(at, 0));
          case DOUBLE -> new Kind(DataTypes.DoubleType, (row, at) -> row.getDouble(at, 0));
          case BOOLEAN -> new Kind(DataTypes.BooleanType, (row, at) -> row.getBoolean(at, 0));
          default -> null;
        });
  }

  /** Spark uses the schema that it stored in a file, if there is one, including the names. */
  private static boolean isAsSparkLeftIt(
      @Nullable String left, List<Kind> kinds, MessageType schema) {
    if (left == null) {
      return true;
    }
    StructField[] fields = ((StructType) DataType.fromJson(left)).fields();
    boolean same = fields.length == kinds.size();
    for (int i = 0; i < fields.length && same; i++) {
      same =
          fields[i].dataType().equals(kinds.get(i).type())
              && fields[i].name().equals(schema.getFields().get(i).getName());
    }
    return same;
  }

  /** Bytes of the values, once they are decompressed. */
  private static long bytes(ParquetFileReader reader) {
    return reader.getRowGroups().stream().mapToLong(BlockMetaData::getTotalByteSize).sum();
  }

  private static ParquetCells read(ParquetFileReader reader, MessageType schema, List<Kind> kinds)
      throws IOException {
    int rows = Math.toIntExact(reader.getRecordCount());
    List<MemoryColumn> columns = new ArrayList<>();
    List<ObjIntConsumer<@Nullable Object>> sinks = new ArrayList<>();
    for (Kind kind : kinds) {
      if (kind.type() == DataTypes.StringType) {
        ColumnCells cells = new ColumnCells();
        columns.add(cells);
        sinks.add((text, row) -> cells.add((String) text));
      } else {
        @Nullable Object[] values = new @Nullable Object[rows];
        columns.add(new TypedCells(kind.type(), values));
        sinks.add((value, row) -> values[row] = value);
      }
    }
    int at = 0;
    MessageColumnIO io = new ColumnIOFactory().getColumnIO(schema);
    for (PageReadStore pages = reader.readNextRowGroup();
        pages != null;
        pages = reader.readNextRowGroup()) {
      RecordReader<Group> records = io.getRecordReader(pages, new GroupRecordConverter(schema));
      for (long left = pages.getRowCount(); left > 0; left--) {
        Group row = records.read();
        for (int i = 0; i < sinks.size(); i++) {
          boolean missing = row.getFieldRepetitionCount(i) == 0;
          sinks.get(i).accept(missing ? null : kinds.get(i).value().of(row, i), at);
        }
        at++;
      }
    }
    return new ParquetCells(names(schema), columns);
  }

  private static List<String> names(MessageType schema) {
    return schema.getFields().stream().map(Type::getName).toList();
  }
}
