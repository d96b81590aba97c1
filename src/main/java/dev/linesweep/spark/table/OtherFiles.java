package dev.linesweep.spark.table;

import dev.linesweep.spark.table.file.SourceFile;
import dev.linesweep.spec.FileFormat;
import dev.linesweep.spec.JobException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files in a folder of data whose names say that they are something else, such as a read-me: Spark
 * reads all files of a folder, whatever their names.
 *
 * @param pattern the path that leaves them out
 */
record OtherFiles(List<SourceFile> others, String pattern) {
  OtherFiles {
    others = List.copyOf(others);
  }

  /** Those among the files of one folder; empty if there are none, or no path leaves them out. */
  static Optional<OtherFiles> of(String format, String folder, List<SourceFile> sources) {
    List<SourceFile> others = sources.stream().filter(file -> !isOf(format, file.name())).toList();
    List<String> endings =
        sources.stream()
            .filter(file -> isOf(format, file.name()))
            .map(file -> ending(file.name()))
            .distinct()
            .toList();
    boolean flat = sources.stream().noneMatch(file -> file.shown().contains("/"));
    return others.isEmpty() || endings.size() != 1 || !flat
        ? Optional.empty()
        : Optional.of(
            new OtherFiles(others, folder + (folder.endsWith("/") ? "*" : "/*") + endings.get(0)));
  }

  private static boolean isOf(String format, String name) {
    return FileFormat.of(FileFormat.ending(name)).filter(f -> f.key().equals(format)).isPresent();
  }

  /** With what says how the file is packed. */
  private static String ending(String name) {
    return name.substring(
        name.toLowerCase(java.util.Locale.ROOT).lastIndexOf("." + FileFormat.ending(name)));
  }

  /** The refusal, with the path that leaves them out if it is about one of them. */
  JobException explain(JobException refused) {
    List<String> problems = new ArrayList<>(refused.problems());
    boolean about = others.stream().anyMatch(file -> problems.get(0).contains(file.shown()));
    if (!about) {
      return refused;
    }
    problems.set(
        0, problems.get(0) + " To leave out such files, write under data:\n  path: " + pattern);
    return new JobException(problems);
  }
}
