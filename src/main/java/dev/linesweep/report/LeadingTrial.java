package dev.linesweep.report;

import dev.linesweep.result.TrialResult;

/**
 * One of the first trials, at its place, with its weights in the units of the data.
 *
 * @param rank from 1
 * @param weightsThenBias in the units of the data; empty unless complete
 */
public record LeadingTrial(long rank, TrialResult result, double[] weightsThenBias) {}
