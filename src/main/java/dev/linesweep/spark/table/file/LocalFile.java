package dev.linesweep.spark.table.file;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.parquet.hadoop.ParquetInputFormat;

/**
 * Decides whether a table is one small file on this machine, which can be read without Spark SQL:
 * starting SQL takes longer than reading such a file.
 *
 * <p>Only files that Spark would list under the same name, with options whose effect is known here,
 * are such files.
 */
public final class LocalFile {
  /** Spark's option for whether paths are patterns; without it they may have any characters. */
  public static final String PATTERNS = "__globPaths__";

  private static final Set<String> FLAGS =
      Set.of(
          "header",
          "inferschema",
          "enforceschema",
          "multiline",
          "ignoreleadingwhitespace",
          "ignoretrailingwhitespace");
  private static final Set<String> CHARACTERS = Set.of("quote", "escape", "comment");
  private static final Set<String> OTHERS =
      Set.of(
          "sep",
          "delimiter",
          "encoding",
          "charset",
          "mode",
          "nullvalue",
          PATTERNS.toLowerCase(Locale.ROOT));

  private LocalFile() {}

  /**
   * The one file.
   *
   * @param format of the table
   * @param roots the files and folders of the table
   * @param options of Spark's reader
   * @param limit bytes of the largest such file
   */
  public static Optional<SourceFile> of(
      String format,
      List<String> roots,
      Map<String, String> options,
      long limit,
      Configuration hadoop) {
    boolean known =
        switch (format) {
          case "csv" -> options.entrySet().stream().allMatch(LocalFile::isKnown);
          case "parquet" -> options.entrySet().stream().allMatch(LocalFile::isKnownOfParquet);
          default -> false;
        };
    if (!known || roots.size() != 1) {
      return Optional.empty();
    }
    try {
      return file(new Path(roots.get(0)), limit, hadoop);
    } catch (IOException | IllegalArgumentException unread) {
      return Optional.empty();
    }
  }

  private static Optional<SourceFile> file(Path path, long limit, Configuration hadoop)
      throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    if (!(files instanceof LocalFileSystem)) {
      return Optional.empty();
    }
    FileStatus status = files.getFileStatus(path);
    SourceFile file = SourcePaths.named(List.of(status.getPath().toUri().toString())).get(0);
    boolean small = status.isFile() && status.getLen() > 0 && status.getLen() <= limit;
    boolean plain =
        file.name().matches("[^_.:][^:]*(?<!\\._COPYING_)")
            && !file.isInFolder("")
            && new CompressionCodecFactory(hadoop).getCodec(status.getPath()) == null;
    return small && plain ? Optional.of(file) : Optional.empty();
  }

  private static boolean isKnownOfParquet(Map.Entry<String, String> option) {
    return option.getKey().equalsIgnoreCase(PATTERNS)
        || (option.getKey().equalsIgnoreCase(ParquetInputFormat.PAGE_VERIFY_CHECKSUM_ENABLED)
            && option.getValue().equals("true"));
  }

  private static boolean isKnown(Map.Entry<String, String> option) {
    String key = option.getKey().toLowerCase(Locale.ROOT);
    String value = option.getValue();
    if (FLAGS.contains(key)) {
      return Set.of("true", "false").contains(value.toLowerCase(Locale.ROOT));
    }
    return CHARACTERS.contains(key)
        ? value.length() <= 1 && !value.equals("\u0000")
        : OTHERS.contains(key);
  }
}
