package dev.linesweep.engine.dl4j;

import dev.linesweep.engine.EngineUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory into which JavaCPP unpacks ND4J's libraries, and the lock file at which JVMs wait for
 * the one that does so first.
 */
record LibraryCache(Path directory) {
  private static final String LOCK = "linesweep.lock";

  /** What is unpacked, rounded up. */
  private static final long BYTES = 400L << 20;

  private static final String REMEDY =
      "Put Spark's temporary files on a disk with room, --conf spark.local.dir=/path"
          + " (SPARK_LOCAL_DIRS on a cluster's workers), or name a directory with"
          + " -Dorg.bytedeco.javacpp.cachedir=/path.";

  /**
   * JavaCPP's own cache in the user's home, which later runs find filled; if it cannot be used, one
   * below another directory that goes when the JVM ends. In a container a user often has no home.
   *
   * @param home as the system property has it, which may be no path at all
   */
  static LibraryCache of(String home, Path elsewhere) {
    Path directory = Path.of(home).resolve(Path.of(".javacpp", "cache"));
    LibraryCache own = new LibraryCache(directory);
    if (directory.isAbsolute() && own.isUsable()) {
      return own;
    }
    Path temporary = elsewhere.resolve("javacpp-" + ProcessHandle.current().pid());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(temporary)));
    return new LibraryCache(temporary);
  }

  private boolean isUsable() {
    try {
      requireUsable();
      return true;
    } catch (EngineUnavailableException e) {
      return false;
    }
  }

  /**
   * @throws EngineUnavailableException if libraries are not unpacked there and could not be
   */
  void requireUsable() {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, "linesweep", ".probe"));
      requireRoom(Files.getFileStore(directory).getUsableSpace());
    } catch (IOException e) {
      throw unusable("%s cannot be written (%s)".formatted(directory, e), e);
    }
  }

  /**
   * @param free bytes of its disk
   */
  void requireRoom(long free) throws IOException {
    if (free < BYTES && !isFilled()) {
      throw unusable("%s has %d MB left".formatted(directory, free >> 20), null);
    }
  }

  private boolean isFilled() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.anyMatch(entry -> !entry.getFileName().toString().equals(LOCK));
    }
  }

  EngineUnavailableException unusable(String found, @Nullable IOException e) {
    String message =
        "ND4J's libraries need some 400 MB of disk, but %s. %s".formatted(found, REMEDY);
    return e == null
        ? new EngineUnavailableException(message)
        : new EngineUnavailableException(message, e);
  }

  FileChannel lockFile() throws IOException {
    return FileChannel.open(
        directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      return; // Temporary files: whoever cleans their folder removes what is left.
    }
  }
}
