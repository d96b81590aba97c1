package dev.linesweep.spark.table.file;

import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.Type;

/**
 * Finds in the footers of Parquet files why Spark cannot read them together: a file is cut off, is
 * compressed with a codec that is missing, repeats a name, or has another type than the first file.
 * Checks up to a thousand files.
 *
 * @param key where the job names the files, for messages
 */
public record ParquetFooters(PathKey key, List<SourceFile> sources, Configuration hadoop) {
  static final ParquetReadOptions CHECKED =
      ParquetReadOptions.builder(new PlainParquetConfiguration())
          .usePageChecksumVerification(true)
          .build();

  private static final int MOST = 1000;

  /** A query may create columns that no file has; for these the files need not all be opened. */
  private static final int FIRST = 50;

  private static final Set<CompressionCodecName> WITHOUT_CODEC =
      Set.of(CompressionCodecName.BROTLI, CompressionCodecName.LZO);

  public ParquetFooters {
    sources = List.copyOf(sources.subList(0, Math.min(MOST, sources.size())));
  }

  /** The problem of the first file that has one. */
  public Optional<String> problem() {
    Map<String, Typed> types = new TreeMap<>();
    for (SourceFile source : sources) {
      Optional<String> found = problem(source, types);
      if (found.isPresent()) {
        return Optional.of("%s: %s".formatted(key, found.get()));
      }
    }
    return Optional.empty();
  }

  /** The type of a column in a file. */
  private record Typed(String type, String file) {}

  private Optional<String> problem(SourceFile source, Map<String, Typed> types) {
    ParquetMetadata footer;
    try {
      footer = footer(source);
    } catch (IOException | RuntimeException torn) {
      return Optional.of(
          "%s is damaged or cut off: it does not end as a Parquet file does. Copy or write it again."
              .formatted(source.shown()));
    }
    return compressed(source, footer)
        .or(() -> twice(source, footer))
        .or(() -> typed(source, footer, types))
        .or(() -> damaged(source));
  }

  /** Reads all pages and verifies their checksums. */
  private Optional<String> damaged(SourceFile source) {
    try (ParquetFileReader file =
        ParquetFileReader.open(HadoopInputFile.fromPath(source.path(), hadoop), CHECKED)) {
      while (file.readNextRowGroup() != null) {
        // Reading the page verifies it.
      }
      return Optional.empty();
    } catch (IOException | RuntimeException damaged) {
      return Optional.of(
          "%s is damaged: a checksum does not match. Copy or write it again."
              .formatted(source.shown()));
    }
  }

  private ParquetMetadata footer(SourceFile source) throws IOException {
    try (ParquetFileReader file =
        ParquetFileReader.open(HadoopInputFile.fromPath(source.path(), hadoop))) {
      return file.getFooter();
    }
  }

  private static Optional<String> compressed(SourceFile source, ParquetMetadata footer) {
    return footer.getBlocks().stream()
        .flatMap(block -> block.getColumns().stream())
        .map(column -> column.getCodec())
        .filter(WITHOUT_CODEC::contains)
        .findFirst()
        .map(
            codec ->
                "%s is compressed with %s, which Spark cannot decompress here. Write it with another compression, such as zstd: df.to_parquet(\"zstd.parquet\", compression=\"zstd\")."
                    .formatted(source.shown(), codec));
  }

  private static Optional<String> twice(SourceFile source, ParquetMetadata footer) {
    List<String> names = new ArrayList<>(names(footer));
    Set.copyOf(names).forEach(names::remove);
    return names.stream()
        .findFirst()
        .map(
            name ->
                "%s has more than one column named \"%s\". Rename all but one of them in the program that writes the file."
                    .formatted(source.shown(), name));
  }

  private static Optional<String> typed(
      SourceFile source, ParquetMetadata footer, Map<String, Typed> types) {
    for (Type field : footer.getFileMetaData().getSchema().getFields()) {
      if (!field.isPrimitive()) {
        continue;
      }
      String type = field.asPrimitiveType().getPrimitiveTypeName().toString();
      Typed first = types.putIfAbsent(field.getName(), new Typed(type, source.shown()));
      if (first != null && !first.type().equals(type)) {
        return Optional.of(
            "column \"%s\" has the type %s in %s but %s in %s. Write it with the same type to all files, such as with df.astype({\"%s\": \"float64\"}) in pandas."
                .formatted(
                    field.getName(),
                    first.type(),
                    first.file(),
                    type,
                    source.shown(),
                    field.getName()));
      }
    }
    return Optional.empty();
  }

  private static List<String> names(ParquetMetadata footer) {
    return footer.getFileMetaData().getSchema().getFields().stream()
        .map(Type::getName)
        .collect(Collectors.toList());
  }

  /**
   * Refuses a table without a column that only some of its files have.
   *
   * @param wanted names that the job gives to columns
   * @param columns of the table
   */
  public void requireColumns(List<String> wanted, List<String> columns) {
    List<String> lacking = wanted.stream().filter(name -> !columns.contains(name)).toList();
    if (lacking.isEmpty() || sources.size() < 2) {
      return;
    }
    for (SourceFile source : sources.subList(0, Math.min(FIRST, sources.size()))) {
      try {
        Optional<String> here =
            names(footer(source)).stream().filter(lacking::contains).findFirst();
        if (here.isPresent()) {
          throw new JobException(
              "%s: column \"%s\" is in %s, but not in all files. %s"
                  .formatted(
                      key,
                      here.get(),
                      source.shown(),
                      key.either(
                          "To treat it as missing in the other files, set options: {mergeSchema:"
                              + " true}.",
                          "Write all files with the same columns.")));
        }
      } catch (IOException unreadable) {
        return;
      }
    }
  }
}
