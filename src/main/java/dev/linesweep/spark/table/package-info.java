/**
 * Turns tables that Spark reads into numbers: columns chosen by name, query or formula are checked,
 * encoded and collected on the driver in a fixed order. It depends on data and jobs, not on sweeps.
 */
@NullMarked
package dev.linesweep.spark.table;

import org.jspecify.annotations.NullMarked;
