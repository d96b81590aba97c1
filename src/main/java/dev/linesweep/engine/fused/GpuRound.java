package dev.linesweep.engine.fused;

/**
 * Steps that are launched together.
 *
 * @param epoch of the first one, from 1
 * @param step its number in that epoch, from 0
 * @param count how many; at least one
 * @param stepsPerEpoch of the training
 */
record GpuRound(int epoch, int step, int count, int stepsPerEpoch) {
  private int last() {
    return step + count - 1;
  }

  /** How many epochs the steps are of. */
  int epochs() {
    return last() / stepsPerEpoch + 1;
  }

  int lastEpoch() {
    return epoch + epochs() - 1;
  }

  /** How many steps of the last epoch are trained when the round ends. */
  int stepsOfLast() {
    return last() % stepsPerEpoch + 1;
  }

  boolean endsEpoch() {
    return stepsOfLast() == stepsPerEpoch;
  }
}
