package dev.linesweep.engine.fused;

import java.util.List;

/**
 * The columns after an epoch.
 *
 * @param weights by column: the weights and, last, the bias; NaN once a column has diverged
 * @param errors by part, in the training's order
 */
record Snapshot(int epoch, float[][] weights, List<ErrorSums> errors) {}
