package dev.linesweep.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Where a SHA-256 begins. */
public final class Sha256 {
  private Sha256() {}

  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
