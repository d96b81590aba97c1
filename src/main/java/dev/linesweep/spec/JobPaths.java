package dev.linesweep.spec;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a path absolute against a job file's folder, in the job's own file system. Paths are text
 * as Hadoop takes them: not percent-encoded, with wildcards kept.
 */
final class JobPaths {
  private static final Pattern SCHEME =
      Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*", Pattern.DOTALL);
  private static final Pattern ROOTED =
      Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*:(?://[^/]*)?)(/.*)", Pattern.DOTALL);

  private JobPaths() {}

  /**
   * @param base a file, or a folder that ends with a slash: a URI or a local path
   * @param path a URI, kept as it is, or an absolute or relative path
   */
  static String resolve(String base, String path) {
    if (SCHEME.matcher(path).matches()) {
      return path;
    }
    String rooted = SCHEME.matcher(base).matches() ? base : local(base);
    Matcher parts = ROOTED.matcher(rooted);
    if (!parts.matches()) {
      throw new JobException(base + ": the job file's URI has no absolute path");
    }
    String folder = parts.group(2).substring(0, parts.group(2).lastIndexOf('/') + 1);
    return parts.group(1) + normalized(path.startsWith("/") ? path : folder + path);
  }

  /** The working directory, as a base. */
  static String workingDirectory() {
    return local("") + "/";
  }

  private static String local(String path) {
    return "file://" + Path.of(path).toAbsolutePath();
  }

  private static String normalized(String path) {
    Deque<String> kept = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..")) {
        kept.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        kept.addLast(part);
      }
    }
    return "/" + String.join("/", kept);
  }
}
