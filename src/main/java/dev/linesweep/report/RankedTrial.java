package dev.linesweep.report;

import dev.linesweep.result.TrialResult;

/**
 * A trial at its place.
 *
 * @param rank from 1
 * @param weightsThenBias in the units of the data; empty unless complete
 */
public record RankedTrial(long rank, TrialResult result, double[] weightsThenBias) {}
