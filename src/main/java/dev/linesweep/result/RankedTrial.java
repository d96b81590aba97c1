package dev.linesweep.result;

/**
 * A trial's result and its rank.
 *
 * @param rank from 1, the best
 */
public record RankedTrial(long rank, TrialResult result) {}
