package dev.linesweep.engine.dl4j;

import java.io.DataOutputStream;
import java.io.IOException;

/**
 * ND4J's binary format of arrays, as {@code Nd4j.write} writes and {@code Nd4j.read} reads it,
 * without ND4J: an array's shape as a buffer of longs, then its values as another buffer. A shape
 * is the rank, the lengths, the strides, flags that name the data type, the stride from element to
 * element, and the order as a character.
 */
final class ArrayFormat {
  private static final String MODE = "MIXED_DATA_TYPES";
  private static final long FLOAT = 1 << 13;
  private static final long DOUBLE = 1 << 14;

  private ArrayFormat() {}

  /** A vector of 32-bit floats. */
  static void write(DataOutputStream out, float... values) throws IOException {
    writeShape(out, 1, values.length, 1, FLOAT, 1, 'c');
    begin(out, values.length, "FLOAT");
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  /** A matrix of one row of doubles. */
  static void writeRow(DataOutputStream out, double... values) throws IOException {
    writeShape(out, 2, 1, values.length, 1, 1, DOUBLE, 1, 'c');
    begin(out, values.length, "DOUBLE");
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static void writeShape(DataOutputStream out, long... shape) throws IOException {
    begin(out, shape.length, "LONG");
    for (long each : shape) {
      out.writeLong(each);
    }
  }

  private static void begin(DataOutputStream out, long length, String type) throws IOException {
    out.writeUTF(MODE);
    out.writeLong(length);
    out.writeUTF(type);
  }
}
