package dev.linesweep.plan;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The epochs that trajectories train in one go.
 *
 * @param from the epoch after which they begin; 0 for the initial weights
 * @param to the last epoch
 */
public record Stretch(int from, int to) implements Serializable {

  /** The given epochs that are in it. */
  public int[] of(int[] epochs) {
    return Arrays.stream(epochs).filter(epoch -> epoch > from && epoch <= to).toArray();
  }

  /** The number of given epochs that are in it. */
  public int count(int[] epochs) {
    return of(epochs).length;
  }

  /** The number of its epochs. */
  public int length() {
    return to - from;
  }
}
