package dev.linesweep.text;

import org.jspecify.annotations.Nullable;

/**
 * Decimals of numbers that often repeat: recent ones are kept, so that a rate which many trials
 * share is formatted once. For one thread.
 */
public final class RecentDecimals {
  private final long[] numbers;
  private final @Nullable String[] decimals;

  /**
   * @param slots how many are kept; a power of two
   */
  public RecentDecimals(int slots) {
    this.numbers = new long[slots];
    this.decimals = new @Nullable String[slots];
  }

  /** Like {@link Decimal#of(double)}. */
  public String of(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int slot = (int) ((bits * 0x9E3779B97F4A7C15L) >>> 32) & (numbers.length - 1);
    String known = decimals[slot];
    if (known != null && numbers[slot] == bits) {
      return known;
    }
    String decimal = Decimal.of(value);
    numbers[slot] = bits;
    decimals[slot] = decimal;
    return decimal;
  }
}
