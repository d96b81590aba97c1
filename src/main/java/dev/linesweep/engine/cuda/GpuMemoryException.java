package dev.linesweep.engine.cuda;

import java.io.Serial;

/** The GPU has less memory left than asked for; everything else on it continues. */
public final class GpuMemoryException extends GpuException {
  @Serial private static final long serialVersionUID = 1L;

  public GpuMemoryException(String message) {
    super(message);
  }
}
