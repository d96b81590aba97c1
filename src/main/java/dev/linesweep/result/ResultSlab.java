package dev.linesweep.result;

import dev.linesweep.model.PartErrors;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.plan.Trial;
import dev.linesweep.plan.TrialId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The results of consecutive ranks, compactly, filled block by block. */
final class ResultSlab {
  private static final int NONE = -1;

  private final int first;
  private final int size;
  private final int features;
  private final boolean validation;
  private final int metricsEach;
  private final float[] weights;
  private final double[] metrics;
  private final int[] diverged;
  private final List<Shared> blocks = new ArrayList<>();
  private final int[] blockOf;

  /** The facts that the trials of a block share. */
  private record Shared(RunFacts facts, String error) {}

  /**
   * @param first rank, from 0
   * @param size the number of ranks
   */
  ResultSlab(int first, int size, int features, boolean validation) {
    this.first = first;
    this.size = size;
    this.features = features;
    this.validation = validation;
    this.metricsEach = metricsEach(validation);
    this.weights = new float[Math.multiplyExact(size, features + 1)];
    this.metrics = new double[Math.multiplyExact(size, metricsEach)];
    this.diverged = new int[size];
    this.blockOf = new int[size];
    Arrays.fill(metrics, Double.NaN);
    Arrays.fill(blockOf, NONE);
  }

  /** The memory of one rank. */
  static long bytesEach(int features, boolean validation) {
    return Float.BYTES * (features + 1L) + Double.BYTES * metricsEach(validation) + 8L;
  }

  private static int metricsEach(boolean validation) {
    return Snapshots.parts(validation) * Snapshots.PER_PART;
  }

  int size() {
    return size;
  }

  boolean holds(int rank) {
    return rank >= first && rank - first < size;
  }

  /** Stores what the trials of a block share; returns the block's number. */
  int share(RunFacts facts, String error) {
    blocks.add(new Shared(facts, error));
    return blocks.size() - 1;
  }

  /** Marks the trial of that rank as failed with the block of that number. */
  void fail(int rank, int block) {
    blockOf[rank - first] = block;
  }

  /** Sets the result of that rank, if it has none yet, from the block of that number. */
  void fill(int rank, int block, Snapshots from, int column, int epochIndex) {
    int slot = rank - first;
    if (blockOf[slot] != NONE) {
      return;
    }
    blockOf[slot] = block;
    from.copyWeights(column, epochIndex, weights, slot * (features + 1));
    from.copyMetrics(column, epochIndex, metrics, slot * metricsEach);
    diverged[slot] = from.divergedEpoch(column, epochIndex);
  }

  /**
   * @param stoppedEpoch of a trial that was stopped
   */
  TrialResult result(int rank, Trial trial, TrialId id, State state, int stoppedEpoch) {
    int slot = rank - first;
    Shared block = blocks.get(blockOf[slot]);
    int at = slot * (features + 1);
    return new TrialResult(
        trial,
        id,
        new TrialResult.Ending(
            state, state == State.STOPPED ? stoppedEpoch : diverged[slot], block.error()),
        new PartErrors(
            part(slot, 0),
            validation ? part(slot, 1) : PartMetrics.NONE,
            part(slot, validation ? 2 : 1)),
        state == State.COMPLETE || state == State.STOPPED
            ? Arrays.copyOfRange(weights, at, at + features + 1)
            : new float[0],
        block.facts());
  }

  private PartMetrics part(int slot, int part) {
    int at = slot * metricsEach + part * Snapshots.PER_PART;
    return new PartMetrics(metrics[at], metrics[at + 1], metrics[at + 2]);
  }
}
