package dev.linesweep.spark.table.file;

import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.Path;

/**
 * Finds the files and folders that a job's path means.
 *
 * <p>A path that exists is taken literally, whatever characters it has; only otherwise are {@code *
 * ? [ ] { }} a pattern. Hadoop's own patterns fail on names with a colon, so names are compared
 * here.
 */
public final class SourcePaths {
  private static final int SHOWN = 8;

  private final PathKey key;
  private final String path;
  private final String hint;
  private final Configuration hadoop;

  private SourcePaths(PathKey key, String path, String hint, Configuration hadoop) {
    this.key = key;
    this.path = path;
    this.hint = hint;
    this.hadoop = hadoop;
  }

  /**
   * Files or folders, in the order of their names.
   *
   * @param key the job's key of the path, for messages
   * @param hint what to do if nothing is found
   */
  public static List<String> of(PathKey key, String path, String hint, Configuration hadoop) {
    SourcePaths paths = new SourcePaths(key, path, hint, hadoop);
    try {
      return paths.resolve();
    } catch (IOException | IllegalArgumentException failure) {
      throw new JobException("%s: %s cannot be read: %s".formatted(key, path, Excerpt.of(failure)));
    }
  }

  /** The names of files in messages: relative to their common folder. */
  public static List<SourceFile> named(List<String> uris) {
    List<Path> paths = uris.stream().map(uri -> new SourceFile(uri, "").path()).toList();
    int common = paths.stream().mapToInt(Path::depth).min().orElse(1) - 1;
    while (common > 0 && paths.stream().map(parent(common)).distinct().count() > 1) {
      common--;
    }
    List<SourceFile> files = new ArrayList<>();
    for (int i = 0; i < uris.size(); i++) {
      String[] parts = paths.get(i).toUri().getPath().split("/", -1);
      String name = String.join("/", Arrays.copyOfRange(parts, common + 1, parts.length));
      files.add(new SourceFile(uris.get(i), Excerpt.of(name)));
    }
    return files;
  }

  private static java.util.function.Function<Path, String> parent(int depth) {
    return path ->
        String.join("/", Arrays.copyOf(path.toUri().getPath().split("/", -1), depth + 1));
  }

  private List<String> resolve() throws IOException {
    Path at = new Path(path);
    FileSystem files = at.getFileSystem(hadoop);
    if (files.exists(at)) {
      return List.of(path);
    }
    if (!isPattern(path)) {
      throw new JobException(missing(files, at));
    }
    List<Path> found = new ArrayList<>();
    for (String alternative : GlobExpander.expand(at.toUri().getPath())) {
      found.addAll(matching(files, at, alternative));
    }
    if (found.isEmpty()) {
      throw new JobException(
          "%s: nothing matches %s. %s".formatted(key, path, hintOr(there(files, fixed(at)))));
    }
    return found.stream().distinct().sorted().map(Path::toString).toList();
  }

  private static boolean isPattern(String text) {
    return text.chars().anyMatch(c -> "*?[]{}\\".indexOf(c) >= 0);
  }

  /** Descends from the root, one part of the path at a time. */
  private static List<Path> matching(FileSystem files, Path whole, String pattern)
      throws IOException {
    List<Path> found =
        List.of(new Path(whole.toUri().getScheme(), whole.toUri().getAuthority(), "/"));
    for (String part : pattern.split("/")) {
      if (part.isEmpty()) {
        continue;
      }
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        if (isPattern(part)) {
          next.addAll(matching(files, folder, new GlobPattern(part)));
        } else if (files.exists(child(folder, part))) {
          next.add(child(folder, part));
        }
      }
      found = next;
    }
    return found;
  }

  private static List<Path> matching(FileSystem files, Path folder, GlobPattern pattern)
      throws IOException {
    if (!files.getFileStatus(folder).isDirectory()) {
      return List.of();
    }
    return Stream.of(files.listStatus(folder))
        .map(FileStatus::getPath)
        .filter(path -> pattern.matches(path.getName()))
        .filter(path -> !path.getName().startsWith(".") && !path.getName().startsWith("_"))
        .toList();
  }

  /** A name with a colon is not a scheme. */
  private static Path child(Path folder, String name) {
    String at = folder.toUri().getPath();
    return new Path(
        folder.toUri().getScheme(),
        folder.toUri().getAuthority(),
        (at.endsWith("/") ? at : at + "/") + name);
  }

  /** The deepest folder above the pattern. */
  private static Path fixed(Path pattern) {
    Path folder = pattern;
    while (folder.getParent() != null && isPattern(folder.toUri().getPath())) {
      folder = folder.getParent();
    }
    return folder;
  }

  private String missing(FileSystem files, Path at) throws IOException {
    Path folder = at.getParent();
    String near = folder == null ? "" : nearest(files, folder, at.getName());
    return "%s: there is no %s%s. %s"
        .formatted(
            key, path, near, hintOr("Check the path: in a job file it is relative to that file."));
  }

  private static String nearest(FileSystem files, Path folder, String name) throws IOException {
    if (!files.exists(folder) || !files.getFileStatus(folder).isDirectory()) {
      return "";
    }
    return Stream.of(files.listStatus(folder))
        .map(status -> status.getPath().getName())
        .filter(other -> same(other, name))
        .min(Comparator.naturalOrder())
        .map(other -> " (did you mean %s?)".formatted(Excerpt.of(other)))
        .orElse("");
  }

  /** Names that differ by case, by an ending or by one sort of hyphen. */
  private static boolean same(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    String b = other.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    return a.equals(b) || a.startsWith(b + ".") || b.startsWith(a + ".");
  }

  private static String there(FileSystem files, Path folder) throws IOException {
    if (!files.exists(folder)) {
      return "There is no folder %s.".formatted(folder);
    }
    List<String> names =
        Stream.of(files.listStatus(folder))
            .map(status -> status.getPath().getName())
            .sorted()
            .toList();
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.isEmpty()
        ? "The folder %s is empty.".formatted(folder)
        : "%s contains: %s%s."
            .formatted(folder, Excerpt.of(shown), names.size() > SHOWN ? " and others" : "");
  }

  private String hintOr(String other) {
    return hint.isEmpty() ? other : hint;
  }
}
