package dev.linesweep.plan;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Trajectories that train together, one column each, and are journalled together.
 *
 * @param ranges numbers of trajectories as pairs of first (included) and end (excluded), increasing
 * @param cost expected seconds on one core of the reference machine
 */
public record Block(long[] ranges, double cost) implements Serializable {

  /** The number of columns. */
  public int size() {
    long size = 0;
    for (int i = 0; i < ranges.length; i += 2) {
      size += ranges[i + 1] - ranges[i];
    }
    return Math.toIntExact(size);
  }

  /** The numbers of the trajectories, in column order. */
  public long[] trajectories() {
    long[] numbers = new long[size()];
    int column = 0;
    for (int i = 0; i < ranges.length; i += 2) {
      for (long number = ranges[i]; number < ranges[i + 1]; number++) {
        numbers[column++] = number;
      }
    }
    return numbers;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Block block
        && Arrays.equals(ranges, block.ranges)
        && Double.compare(cost, block.cost) == 0;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ranges);
  }

  @Override
  public String toString() {
    return "Block" + Arrays.toString(ranges);
  }
}
