package dev.linesweep.plan;

import java.util.Arrays;

/** A set of 64-bit numbers that takes at most 16 bytes for each, by linear probing. */
final class Fingerprints {
  private static final long EMPTY = 0;

  private long[] slots = new long[1 << 10];
  private int size;

  /**
   * Adds the number of a setting.
   *
   * @return false if it is already there
   */
  boolean add(Trajectory setting) {
    if (size > slots.length / 4 * 3) {
      grow();
    }
    boolean added = put(of(setting));
    size += added ? 1 : 0;
    return added;
  }

  private boolean put(long fingerprint) {
    int slot = (int) (fingerprint >>> 32) & (slots.length - 1);
    while (slots[slot] != EMPTY) {
      if (slots[slot] == fingerprint) {
        return false;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = fingerprint;
    return true;
  }

  private void grow() {
    long[] before = slots;
    slots = new long[2 * before.length];
    Arrays.stream(before).filter(fingerprint -> fingerprint != EMPTY).forEach(this::put);
  }

  /** The fingerprint of a setting; its id would cost a SHA-256. */
  private static long of(Trajectory setting) {
    long hash = mixed(setting.optimizer().ordinal() + 1L);
    for (double value : setting.parameters().values()) {
      hash = mixed(hash ^ Double.doubleToLongBits(value));
    }
    hash = mixed(hash ^ Double.doubleToLongBits(setting.learningRate()));
    hash = mixed(hash ^ setting.batchSize());
    hash = mixed(hash ^ Double.doubleToLongBits(setting.l1()));
    hash = mixed(hash ^ Double.doubleToLongBits(setting.l2()));
    return hash == EMPTY ? 1 : hash;
  }

  /** A step of MurmurHash3's finalizer (Appleby, 2011) after an odd constant. */
  private static long mixed(long bits) {
    long a = (bits + 0x9e3779b97f4a7c15L) * 0xff51afd7ed558ccdL;
    long b = (a ^ (a >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return b ^ (b >>> 33);
  }
}
