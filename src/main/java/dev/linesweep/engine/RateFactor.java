package dev.linesweep.engine;

import java.io.Serializable;

/** What a column's learning rate is multiplied by in an epoch. */
@FunctionalInterface
public interface RateFactor extends Serializable {
  /** The learning rate does not change. */
  RateFactor ONE = epoch -> 1f;

  /**
   * @param epoch from 1
   */
  float at(int epoch);
}
