package dev.linesweep.result;

import java.util.Arrays;

/**
 * A map from identities to numbers from 0, in primitive arrays: 12 bytes per slot, with at most
 * half of the slots full.
 */
public final class LongIntMap {
  /** Returned if there is no number. */
  public static final int NONE = -1;

  private long[] keys;
  private int[] values;
  private int size;

  public LongIntMap(long expected) {
    int slots = Integer.highestOneBit((int) Math.max(8, Math.min(expected, 1 << 28))) * 4;
    keys = new long[slots];
    values = new int[slots];
    Arrays.fill(values, NONE);
  }

  public int size() {
    return size;
  }

  /** The number of the key; {@link #NONE} if there is none. */
  public int get(long key) {
    return values[slot(key)];
  }

  /** Sets the number of the key and returns the one before, or {@link #NONE}. */
  public int put(long key, int value) {
    int slot = slot(key);
    int before = values[slot];
    keys[slot] = key;
    values[slot] = value;
    if (before == NONE && ++size > keys.length / 2) {
      grow();
    }
    return before;
  }

  /** Most keys are already hashes; the multiplication spreads the others. */
  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (values[slot] != NONE && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new int[keys.length];
    Arrays.fill(values, NONE);
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != NONE) {
        put(oldKeys[i], oldValues[i]);
      }
    }
  }
}
