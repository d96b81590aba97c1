package dev.linesweep.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The identity of a matrix, the SHA-256 of its names and numbers, and of groups of rows.
 *
 * <p>It hashes in this order: a version tag, the number of rows and of features, the label's and
 * each feature's name (its length in bytes, then UTF-8), the features row by row, the labels, and
 * the weights of rows if there are any. Numbers are big-endian; a double is hashed by its bits, so
 * 0.0 and -0.0 differ.
 */
public final class Fingerprint {
  private static final String VERSION = "linesweep matrix 1";
  private static final int CHUNK = 1024;

  private Fingerprint() {}

  /** 64 hex digits. */
  public static String of(Matrix matrix) {
    MessageDigest digest = Sha256.digest();
    update(digest, VERSION);
    digest.update(
        ByteBuffer.allocate(8).putInt(matrix.rows()).putInt(matrix.features().size()).flip());
    update(digest, matrix.label());
    matrix.features().forEach(feature -> update(digest, feature));
    update(digest, matrix.x());
    update(digest, matrix.y());
    update(digest, matrix.rowWeights());
    return HexFormat.of().formatHex(digest.digest());
  }

  /** 64 hex digits that depend on which rows are together, but not on the names of the groups. */
  public static String of(RowGroups groups) {
    MessageDigest digest = Sha256.digest();
    ByteBuffer numbers = ByteBuffer.allocate(Integer.BYTES);
    for (int group : groups.of()) {
      digest.update(numbers.clear().putInt(group).flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static void update(MessageDigest digest, double[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * CHUNK);
    for (int from = 0; from < values.length; from += CHUNK) {
      buffer.clear();
      for (int i = from; i < Math.min(from + CHUNK, values.length); i++) {
        buffer.putLong(Double.doubleToRawLongBits(values[i]));
      }
      digest.update(buffer.flip());
    }
  }
}
