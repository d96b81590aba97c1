package dev.linesweep.track;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file of an output folder.
 *
 * @param name its path below the folder, with slashes
 * @param length in bytes
 * @param content the content, which may be opened several times
 */
public record TrackedFile(String name, long length, Content content) {

  /** Opens the file. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }
}
