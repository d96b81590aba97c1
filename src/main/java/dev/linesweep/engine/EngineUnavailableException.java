package dev.linesweep.engine;

import java.io.Serial;

/** An engine cannot run in this JVM: the platform, the device or a directory it needs. */
public final class EngineUnavailableException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public EngineUnavailableException(String message) {
    super(message);
  }

  public EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
