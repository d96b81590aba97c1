package dev.linesweep.track;

import java.io.Serial;

/** A tracking server does not accept a sweep. The message says why and what to do. */
public final class TrackingException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String code;
  private final boolean passing;

  private TrackingException(String message, String code, boolean passing) {
    super(message);
    this.code = code;
    this.passing = passing;
  }

  /** A failure that the same call would meet again. */
  static TrackingException lasting(String message) {
    return new TrackingException(message, "", false);
  }

  /** A failure after which the same call may succeed. */
  static TrackingException passing(String message) {
    return new TrackingException(message, "", true);
  }

  /**
   * The server understood a call and refused it.
   *
   * @param code the server's name for it
   */
  static TrackingException refused(String message, String code) {
    return new TrackingException(message, code, false);
  }

  boolean hasCode(String other) {
    return code.equals(other);
  }

  boolean isPassing() {
    return passing;
  }
}
