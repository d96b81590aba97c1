package dev.linesweep.plan;

import java.io.Serializable;

/**
 * A set of numbers from 0 on that numbers its members in order, without gaps.
 *
 * <p>It takes a bit and a half for each number.
 */
final class RankedBits implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A bit for each number. */
  private final long[] bits;

  /** The number of members before each word of bits; the last entry counts all. */
  private final int[] before;

  /**
   * @param bits one for each number, the lowest of a word first; handed over
   */
  RankedBits(long[] bits) {
    this.bits = bits;
    this.before = new int[bits.length + 1];
    for (int word = 0; word < bits.length; word++) {
      before[word + 1] = before[word] + Long.bitCount(bits[word]);
    }
  }

  /** The number of members. */
  int count() {
    return before[bits.length];
  }

  /** The member with this number of members before it. */
  long member(int rank) {
    int word = wordOf(rank);
    long rest = bits[word];
    for (int skip = rank - before[word]; skip > 0; skip--) {
      rest &= rest - 1;
    }
    return (long) word * Long.SIZE + Long.numberOfTrailingZeros(rest);
  }

  /** The last word with at most this number of members before it. */
  private int wordOf(int rank) {
    int low = 0;
    int high = bits.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (before[middle] <= rank) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The number of members before a number. */
  int before(long number) {
    int word = (int) (number / Long.SIZE);
    long rest = number % Long.SIZE;
    return before[word] + (rest == 0 ? 0 : Long.bitCount(bits[word] & ((1L << rest) - 1)));
  }

  /** The number of members that two sets over the same numbers share. */
  long shared(RankedBits other) {
    long shared = 0;
    for (int word = 0; word < bits.length; word++) {
      shared += Long.bitCount(bits[word] & other.bits[word]);
    }
    return shared;
  }
}
