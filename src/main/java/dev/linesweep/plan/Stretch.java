package dev.linesweep.plan;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The epochs that trajectories train in one go.
 *
 * @param from the epoch after which they begin; 0 for their initial weights
 * @param to the last one
 */
public record Stretch(int from, int to) implements Serializable {

  /** Those of the given epochs that are in it. */
  public int[] of(int[] epochs) {
    return Arrays.stream(epochs).filter(epoch -> epoch > from && epoch <= to).toArray();
  }

  /** How many of the given epochs are in it. */
  public int count(int[] epochs) {
    return of(epochs).length;
  }

  /** How many epochs it takes. */
  public int length() {
    return to - from;
  }
}
