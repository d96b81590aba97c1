package dev.linesweep.engine.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The kernels, one module each, since a driver compiles whole modules. The {@code .cu} files next
 * to this class explain them.
 */
public enum Kernel {
  COLUMNS1,
  COLUMNS2,
  COLUMNS4,
  COLUMNS8,
  COLUMNS16,
  COLUMNS32,
  CHUNKS4,
  CHUNKS8,
  CHUNKS16,
  CHUNKS32,
  TILES,
  FINISH,
  MEASURE;

  /** Of a block of every kernel. */
  public static final int THREADS = 128;

  /** The function's name, and its file's. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The code for every GPU since Pascal, which the driver compiles for its own. */
  public String ptx() {
    String file = key() + ".ptx";
    try (InputStream text = Kernel.class.getResourceAsStream(file)) {
      if (text == null) {
        throw new IllegalStateException("no resource " + file);
      }
      return new String(text.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
