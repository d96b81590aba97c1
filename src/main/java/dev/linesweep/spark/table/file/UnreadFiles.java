package dev.linesweep.spark.table.file;

import dev.linesweep.spec.FileFormat;
import dev.linesweep.text.NameList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.Path;

/**
 * Folders and files of data that Spark silently leaves out of a table. If they cannot be listed,
 * there is no note.
 *
 * @param path the job's path, perhaps a pattern
 * @param roots the files and folders that the path means
 * @param read the files that are read
 */
public record UnreadFiles(
    PathKey key, String path, List<String> roots, List<SourceFile> read, Configuration hadoop) {
  private static final int SHOWN = 3;

  public UnreadFiles {
    roots = List.copyOf(roots);
    read = List.copyOf(read);
  }

  /**
   * What a user should know.
   *
   * @param recursive whether folders within the folders are read
   */
  public Stream<String> notes(boolean recursive) {
    return Stream.concat(recursive ? Stream.empty() : folders().stream(), files().stream());
  }

  private Optional<String> folders() {
    List<String> folders = foldersIn(roots, hadoop);
    return folders.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the files in the folder %s are not read%s"
                .formatted(
                    NameList.first(folders, SHOWN),
                    key == PathKey.JOB ? "; options: {recursiveFileLookup: true} reads them" : ""));
  }

  private Optional<String> files() {
    List<String> names = hidden();
    boolean one = names.size() == 1;
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s %s not read, because files whose names begin with _ or . are skipped; to read %s"
                .formatted(
                    NameList.first(names, SHOWN),
                    one ? "is" : "are",
                    one ? "it, rename it" : "them, rename them"));
  }

  /** Folders with files in these folders, except hidden ones and those such as year=2024. */
  private static List<String> foldersIn(List<String> roots, Configuration hadoop) {
    List<String> found = new ArrayList<>();
    try {
      for (String root : roots) {
        Path folder = new Path(root);
        FileSystem files = folder.getFileSystem(hadoop);
        for (FileStatus inner : files.listStatus(folder)) {
          String name = inner.getPath().getName();
          boolean read = name.contains("=") || name.startsWith("_") || name.startsWith(".");
          if (inner.isDirectory() && !read && files.listStatus(inner.getPath()).length > 0) {
            found.add(Excerpt.of(name));
          }
        }
      }
    } catch (IOException | IllegalArgumentException unlisted) {
      return List.of();
    }
    return found;
  }

  private List<String> hidden() {
    List<String> found = new ArrayList<>();
    try {
      List<GlobPattern> pattern = lastPart();
      for (Path folder : folders(read)) {
        for (FileStatus status : folder.getFileSystem(hadoop).listStatus(folder)) {
          String name = status.getPath().getName();
          boolean meant = pattern.isEmpty() || pattern.stream().anyMatch(p -> p.matches(name));
          if (meant && status.isFile() && isHiddenData(name)) {
            found.add(Excerpt.of(name));
          }
        }
      }
    } catch (IOException | IllegalArgumentException unlisted) {
      return List.of();
    }
    return found;
  }

  private static Set<Path> folders(List<SourceFile> files) {
    Set<Path> folders = new TreeSet<>();
    files.forEach(file -> folders.add(file.path().getParent()));
    return folders;
  }

  /** The pattern for names of files; empty if whole folders are read. */
  private List<GlobPattern> lastPart() throws IOException {
    Set<Path> files = new HashSet<>();
    read.forEach(file -> files.add(Path.getPathWithoutSchemeAndAuthority(file.path())));
    List<GlobPattern> names = new ArrayList<>();
    boolean byFile =
        roots.stream()
            .map(root -> Path.getPathWithoutSchemeAndAuthority(new Path(root)))
            .anyMatch(files::contains);
    if (byFile) {
      for (String alternative : GlobExpander.expand(path)) {
        names.add(new GlobPattern(alternative.substring(alternative.lastIndexOf('/') + 1)));
      }
    }
    return names;
  }

  /**
   * Names such as _SUCCESS, _metadata, .part-0.csv.crc and ._a.csv of macOS do not belong to a
   * table.
   */
  private static boolean isHiddenData(String name) {
    boolean hidden = name.startsWith("_") || name.startsWith(".");
    boolean foreign = name.startsWith("._") || name.startsWith(".~");
    String ending = FileFormat.ending(name);
    return hidden
        && !foreign
        && name.lastIndexOf('.') > 0
        && (FileFormat.of(ending).isPresent() || ending.equals("txt"));
  }
}
