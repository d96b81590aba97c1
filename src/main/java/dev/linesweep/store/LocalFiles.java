package dev.linesweep.store;

import java.io.IOException;
import java.nio.file.Paths;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Distinguishes paths of this machine's file system from all others. */
public final class LocalFiles {
  private LocalFiles() {}

  /** The path with scheme and authority, made absolute. */
  public static Path qualify(Configuration hadoop, Path path) throws IOException {
    return path.getFileSystem(hadoop).makeQualified(path);
  }

  public static boolean isLocal(Path qualified) {
    return "file".equalsIgnoreCase(qualified.toUri().getScheme());
  }

  public static java.nio.file.Path of(Path local) {
    return Paths.get(local.toUri().getPath());
  }

  /** The path as a user would type it. */
  public static String display(Path qualified) {
    return isLocal(qualified) ? of(qualified).toString() : qualified.toString();
  }
}
