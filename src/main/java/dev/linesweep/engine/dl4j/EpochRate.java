package dev.linesweep.engine.dl4j;

import dev.linesweep.engine.RateFactor;
import org.nd4j.linalg.schedule.ISchedule;

/** A learning rate times the factor of the epoch. DL4J counts the epochs that have ended. */
record EpochRate(double rate, RateFactor factor) implements ISchedule {
  @Override
  public double valueAt(int iteration, int epochsEnded) {
    return rate * factor.at(epochsEnded + 1);
  }

  /** Shared: it never changes. */
  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public ISchedule clone() {
    return this;
  }
}
