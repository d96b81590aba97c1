package dev.linesweep.engine.cuda;

import java.io.Serial;

/**
 * What a kernel must not do, or what the interpreter does not know. An error, and no {@link
 * GpuException}: code that goes on without a card after an exception cannot hide it.
 */
public final class PtxFault extends AssertionError {
  @Serial private static final long serialVersionUID = 1L;

  PtxFault(String message) {
    super(message);
  }

  private PtxFault(String message, PtxFault cause) {
    super(message, cause);
  }

  /** The same with the instruction at which it happened. */
  PtxFault at(String function, String instruction) {
    return new PtxFault(function + ": " + instruction + ": " + getMessage(), this);
  }
}
