package dev.linesweep.report.page;

import dev.linesweep.spec.MetricSpec.Part;

/**
 * What the best model says of a row of the data.
 *
 * @param row its number among those that were read, from 1
 * @param features in the units of the data
 * @param rowWeight how much the row counts, as in the data; 1 if all count the same
 */
public record Prediction(
    Part part, long row, double[] features, double actual, double predicted, double rowWeight) {}
