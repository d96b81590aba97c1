package dev.linesweep.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ParquetFile} writes, without a Spark session. */
public final class ParquetRows {
  private final InputFile file;
  private final Predicate<String> wanted;
  private final Bytes bytes;
  private final Supplier<? extends RuntimeException> damaged;

  private ParquetRows(
      InputFile file,
      Predicate<String> wanted,
      Bytes bytes,
      Supplier<? extends RuntimeException> damaged) {
    this.file = file;
    this.wanted = wanted;
    this.bytes = bytes;
    this.damaged = damaged;
  }

  /** A range of a file, the end excluded: it has the groups of rows whose middle is in it. */
  private record Bytes(long from, long to) {
    static final Bytes ALL = new Bytes(0, Long.MAX_VALUE);
  }

  /**
   * The rows of a file.
   *
   * @param damaged what to throw if the file is damaged
   * @throws FileNotFoundException if there is no file
   */
  public static ParquetRows of(
      Configuration hadoop, Path file, Supplier<? extends RuntimeException> damaged)
      throws IOException {
    return new ParquetRows(
        HadoopInputFile.fromPath(file, hadoop), column -> true, Bytes.ALL, damaged);
  }

  /** The same with only some of the columns; the others are not read. */
  public ParquetRows only(Set<String> names) {
    return new ParquetRows(file, names::contains, bytes, damaged);
  }

  /** The same without some of the columns. */
  public ParquetRows without(Set<String> names) {
    return new ParquetRows(file, name -> !names.contains(name), bytes, damaged);
  }

  /** The same in parts, in order; each can be read on a separate thread. */
  public List<ParquetRows> parts() throws IOException {
    List<ParquetRows> parts = new ArrayList<>();
    for (BlockMetaData group : footer().getBlocks()) {
      long from = group.getStartingPos();
      Bytes part = new Bytes(from, from + Math.max(1, group.getCompressedSize()));
      parts.add(new ParquetRows(file, wanted, part, damaged));
    }
    return parts;
  }

  /** The names of the columns, in their order. */
  public List<String> columns() throws IOException {
    return footer().getFileMetaData().getSchema().getFields().stream().map(Type::getName).toList();
  }

  /** The types of the columns, in their order. */
  public Map<String, Column.Type> types() throws IOException {
    Map<String, Column.Type> types = new LinkedHashMap<>();
    for (Type field : footer().getFileMetaData().getSchema().getFields()) {
      types.put(field.getName(), type(field));
    }
    return types;
  }

  private static Column.Type type(Type field) {
    if (!field.isPrimitive()) {
      return Column.Type.DOUBLES;
    }
    return switch (field.asPrimitiveType().getPrimitiveTypeName()) {
      case INT32 -> Column.Type.INT;
      case INT64 ->
          field.getLogicalTypeAnnotation() == null ? Column.Type.LONG : Column.Type.TIMESTAMP;
      case DOUBLE -> Column.Type.DOUBLE;
      default -> Column.Type.TEXT;
    };
  }

  private ParquetMetadata footer() throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(file)) {
      return reader.getFooter();
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

  /** Gives rows to the sink, in the order written, until the sink has enough. */
  public void whileTrue(Predicate<Row> sink) throws IOException {
    try (ParquetReader<Row> reader =
        new Builder(file, wanted).withFileRange(bytes.from, bytes.to).build()) {
      Row row = next(reader);
      while (row != null && sink.test(row)) {
        row = next(reader);
      }
    }
  }

  /** Parquet's reader throws arbitrary exceptions on damaged bytes. */
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
}
