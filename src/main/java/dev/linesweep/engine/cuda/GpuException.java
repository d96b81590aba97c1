package dev.linesweep.engine.cuda;

import java.io.Serial;

/** The driver reports an error, after which this JVM cannot use the GPU any more. */
public class GpuException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public GpuException(String message) {
    super(message);
  }
}
