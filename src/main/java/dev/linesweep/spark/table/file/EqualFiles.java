package dev.linesweep.spark.table.file;

import dev.linesweep.data.Sha256;
import dev.linesweep.spec.JobException;
import dev.linesweep.text.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Finds files of one folder with the same bytes, such as a backup or a second download: each row
 * would occur twice, perhaps in both the training and the test part. Files of more than 64 MiB in
 * all are not compared.
 */
public final class EqualFiles {
  private EqualFiles() {}

  /**
   * Notes for the user on files that are read twice.
   *
   * @throws JobException if all files of a job are equal
   */
  public static Optional<String> note(PathKey key, List<SourceFile> sources, Configuration hadoop) {
    List<List<SourceFile>> equal;
    try {
      equal = groups(sources, hadoop);
    } catch (IOException unread) {
      return Optional.empty();
    }
    if (equal.isEmpty()) {
      return Optional.empty();
    }
    String names = Words.allOf(equal.get(0).stream().map(SourceFile::shown).sorted().toList());
    if (key == PathKey.JOB && equal.get(0).size() == sources.size()) {
      String path =
          sources.stream()
              .map(SourceFile::uri)
              .min(Comparator.comparingInt(String::length))
              .orElse("");
      throw new JobException(
          "%s: %s are identical, so each row would be read %d times, and test rows would also be training rows. Use one of them: path: %s"
              .formatted(key, names, sources.size(), path));
    }
    return Optional.of(
        "%s are identical, so their rows are read more than once; if this is not intended, remove all but one"
            .formatted(names));
  }

  private static List<List<SourceFile>> groups(List<SourceFile> sources, Configuration hadoop)
      throws IOException {
    Map<String, List<SourceFile>> bySize = new LinkedHashMap<>();
    long all = 0;
    for (SourceFile source : sources) {
      Path path = source.path();
      long bytes = path.getFileSystem(hadoop).getFileStatus(path).getLen();
      all += bytes;
      bySize.computeIfAbsent(bytes + " " + path.getParent(), none -> new ArrayList<>()).add(source);
    }
    if (all > CsvTable.READ_WHOLE) {
      return List.of();
    }
    Map<String, List<SourceFile>> equal = new LinkedHashMap<>();
    for (List<SourceFile> alike : bySize.values()) {
      for (SourceFile source : alike.size() > 1 ? alike : List.<SourceFile>of()) {
        equal
            .computeIfAbsent(
                digest(source, hadoop) + source.path().getParent(), none -> new ArrayList<>())
            .add(source);
      }
    }
    return equal.values().stream().filter(files -> files.size() > 1).toList();
  }

  private static String digest(SourceFile source, Configuration hadoop) throws IOException {
    try (InputStream in = source.raw(hadoop)) {
      MessageDigest digest = Sha256.digest();
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return Sha256.half(digest);
    }
  }
}
