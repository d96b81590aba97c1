package dev.linesweep.data;

/**
 * A column that is not a feature: it predicts the label as it is.
 *
 * @param title the name in reports
 * @param values by row of the matrix
 */
public record ColumnValues(String title, String column, double[] values) {}
