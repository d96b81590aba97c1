package dev.linesweep.plan;

import dev.linesweep.data.Sha256;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The first 64 bits of the SHA-256 of settings in canonical form; 16 hex digits as text. */
public record TrialId(long bits) implements Comparable<TrialId>, Serializable {
  private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(Sha256::digest);

  static TrialId of(String canonicalForm) {
    byte[] hash = SHA256.get().digest(canonicalForm.getBytes(StandardCharsets.UTF_8));
    return new TrialId(ByteBuffer.wrap(hash).getLong());
  }

  /** Reads 16 hex digits. */
  public static TrialId parse(String text) {
    if (text.length() != 16 || !text.chars().allMatch(TrialId::isDigit)) {
      throw new IllegalArgumentException(
          "a trial id has 16 lower-case hex digits but was \"" + text + "\"");
    }
    return new TrialId(HexFormat.fromHexDigitsToLong(text));
  }

  private static boolean isDigit(int character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  }

  /** Orders identities like their texts. */
  @Override
  public int compareTo(TrialId other) {
    return Long.compareUnsigned(bits, other.bits);
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(bits);
  }
}
