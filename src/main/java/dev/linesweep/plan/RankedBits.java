package dev.linesweep.plan;

import java.io.Serializable;

/**
 * A set of numbers from 0 on whose members are numbered without gaps, in their order.
 *
 * <p>It keeps a bit and a half for each number.
 */
final class RankedBits implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A bit for each number. */
  private final long[] bits;

  /** How many are in the set before each word of bits, and at last all. */
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

  /** How many are in the set. */
  int count() {
    return before[bits.length];
  }

  /** The member with so many before it. */
  long member(int rank) {
    int word = wordOf(rank);
    long rest = bits[word];
    for (int skip = rank - before[word]; skip > 0; skip--) {
      rest &= rest - 1;
    }
    return (long) word * Long.SIZE + Long.numberOfTrailingZeros(rest);
  }

  /** The last word with no more than so many before it. */
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

  /** How many are in the set before a number. */
  int before(long number) {
    int word = (int) (number / Long.SIZE);
    long rest = number % Long.SIZE;
    return before[word] + (rest == 0 ? 0 : Long.bitCount(bits[word] & ((1L << rest) - 1)));
  }

  /** How many are in both of two sets of the same numbers. */
  long shared(RankedBits other) {
    long shared = 0;
    for (int word = 0; word < bits.length; word++) {
      shared += Long.bitCount(bits[word] & other.bits[word]);
    }
    return shared;
  }
}
