package dev.linesweep.run;

import dev.linesweep.data.Sha256;
import dev.linesweep.spark.table.file.PathKey;
import dev.linesweep.spark.table.file.SourcePaths;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.FileFormat;
import dev.linesweep.spec.JobException;
import dev.linesweep.store.LocalFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * Shows without Spark that the rows of a job are those of an earlier run: a digest of the names and
 * bytes of its files. Equal stamps of equal jobs mean equal rows. *
 *
 * <p>There is no stamp, so that the data is read, for databases and catalogs, for files on other
 * machines, for more than 256 MiB, and if rows depend on the clock or on the environment.
 */
final class SourceStamp {
  private static final long MOST_BYTES = 256L << 20;

  /**
   * Words of a query whose rows may differ at another time, on another cluster or for another user.
   */
  private static final Pattern UNSTEADY =
      Pattern.compile(
          "(?i)\\b(current_\\w+|cur(date|time)|now|today|tomorrow|yesterday|local\\w+|rand\\w*|"
              + "uniform|uuid|shuffle|unix_timestamp|user|session_\\w+|version|input_file_\\w+|"
              + "monotonically\\w+|spark_\\w+|tablesample)\\b");

  private SourceStamp() {}

  /** The stamp of the files as they are now; empty if there is none. */
  static Optional<String> of(DataSpec.Source source, Configuration hadoop) {
    if (!(source instanceof DataSpec.Table table)) {
      return Optional.of("synthetic");
    }
    if (!(table.origin() instanceof DataSpec.Files files)
        || FileFormat.of(files.format()).isEmpty()
        || files.options().values().stream().anyMatch(value -> value.contains("${env:"))
        || UNSTEADY.matcher(table.query()).find()) {
      return Optional.empty();
    }
    try {
      return stamp(files, hadoop);
    } catch (IOException | UncheckedIOException | JobException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> stamp(DataSpec.Files files, Configuration hadoop)
      throws IOException {
    List<Path> all = new ArrayList<>();
    for (String root : SourcePaths.of(PathKey.JOB, files.path(), "", hadoop)) {
      org.apache.hadoop.fs.Path path =
          LocalFiles.qualify(hadoop, new org.apache.hadoop.fs.Path(root));
      if (!LocalFiles.isLocal(path)) {
        return Optional.empty();
      }
      try (Stream<Path> found = Files.walk(LocalFiles.of(path), FileVisitOption.FOLLOW_LINKS)) {
        found.filter(Files::isRegularFile).sorted().forEach(all::add);
      }
    }
    long bytes = 0;
    for (Path file : all) {
      bytes += Files.size(file);
    }
    return bytes > MOST_BYTES ? Optional.empty() : Optional.of(digest(all));
  }

  private static String digest(List<Path> files) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[1 << 16];
    for (Path file : files) {
      digest.update((file + "\n" + Files.size(file) + "\n").getBytes(StandardCharsets.UTF_8));
      try (InputStream in = Files.newInputStream(file)) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      }
    }
    return Sha256.half(digest);
  }
}
