package dev.linesweep.report.page;

import dev.linesweep.result.Losses;

/**
 * The best trial's model after an epoch.
 *
 * @param weights in the units of the data
 * @param bias in the units of the data
 */
public record PathPoint(double[] weights, double bias, Losses losses) {}
