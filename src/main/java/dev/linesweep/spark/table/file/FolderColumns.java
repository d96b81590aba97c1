package dev.linesweep.spark.table.file;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * The columns that the names of folders hold, such as {@code year=2024}, as Spark finds them.
 *
 * @param fields their names and types, text in a session that reads tables
 */
public record FolderColumns(List<StructField> fields) {
  public FolderColumns {
    fields = List.copyOf(fields);
  }

  /**
   * Finds them.
   *
   * @param options of Spark's reader, those on folders among them
   */
  static FolderColumns of(SparkSession spark, Map<String, String> options, List<String> roots) {
    StructField[] fields =
        spark
            .read()
            .format("text")
            .options(options)
            .load(roots.toArray(String[]::new))
            .schema()
            .fields();
    return new FolderColumns(Arrays.asList(fields).subList(1, fields.length));
  }

  /** Only their names. Spark is asked only if a folder of these files may have such columns. */
  public static Set<String> names(
      Supplier<? extends SparkSession> spark,
      Map<String, String> options,
      List<String> roots,
      List<SourceFile> files) {
    return files.stream().noneMatch(file -> file.isInFolder(""))
        ? Set.of()
        : of(spark.get(), options, roots).fields().stream()
            .map(StructField::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The cells of a file's rows, as text. */
  List<String> values(SourceFile file) {
    return fields.stream().map(field -> value(file.path(), field.name())).toList();
  }

  /** A cell; null if Spark wrote its name for a missing value. */
  static @Nullable String value(List<String> values, int place) {
    String value = values.get(place);
    return value.equals(ExternalCatalogUtils.DEFAULT_PARTITION_NAME()) ? null : value;
  }

  private static String value(Path file, String column) {
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      String name = folder.getName();
      int at = name.indexOf('=');
      if (at > 0 && ExternalCatalogUtils.unescapePathName(name.substring(0, at)).equals(column)) {
        return ExternalCatalogUtils.unescapePathName(name.substring(at + 1));
      }
    }
    return ExternalCatalogUtils.DEFAULT_PARTITION_NAME();
  }
}
