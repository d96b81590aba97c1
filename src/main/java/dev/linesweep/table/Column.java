package dev.linesweep.table;

/** A column of an output table. Every value may be missing. */
public record Column(String name, Type type) {
  /** What a column holds, with the Java class of its values. */
  public enum Type {
    /** {@link Integer}. */
    INT,
    /** {@link Long}. */
    LONG,
    /** {@link Double}. */
    DOUBLE,
    /** {@link String}. */
    TEXT,
    /** {@link java.time.Instant}, to the microsecond. */
    TIMESTAMP,
    /** {@code double[]}. */
    DOUBLES
  }
}
