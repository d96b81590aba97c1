package dev.linesweep.spark.table.file;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.Type;

/** Finds the columns of Parquet files whose types Spark does not read. */
public final class ParquetTypes {
  private ParquetTypes() {}

  /**
   * Says which columns have a type that Spark does not read.
   *
   * @param path the job's path of the files
   */
  public static String problem(
      PathKey key, String path, List<SourceFile> sources, String type, Configuration hadoop) {
    List<String> columns = columns(sources, type, hadoop);
    String named = columns.isEmpty() ? "a column" : "column " + String.join(", ", columns);
    return "%s: %s of %s has the type %s, which Spark does not read. Write the file without it, or with another type, such as float32 instead of float16."
        .formatted(key, named, path, type);
  }

  /**
   * Columns of this type, in the first file that has one.
   *
   * @param type as Spark names it, such as {@code FIXED_LEN_BYTE_ARRAY (FLOAT16)}
   */
  private static List<String> columns(List<SourceFile> sources, String type, Configuration hadoop) {
    for (SourceFile source : sources) {
      try (ParquetFileReader file =
          ParquetFileReader.open(HadoopInputFile.fromPath(source.path(), hadoop))) {
        List<String> found =
            file.getFooter().getFileMetaData().getSchema().getFields().stream()
                .filter(field -> type.equals(named(field)))
                .map(Type::getName)
                .toList();
        if (!found.isEmpty()) {
          return found;
        }
      } catch (IOException unreadable) {
        return List.of();
      }
    }
    return List.of();
  }

  private static String named(Type field) {
    return field.isPrimitive()
        ? "%s (%s)"
            .formatted(
                field.asPrimitiveType().getPrimitiveTypeName(), field.getLogicalTypeAnnotation())
        : "";
  }
}
