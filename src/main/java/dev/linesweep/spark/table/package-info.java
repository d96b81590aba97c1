/**
 * Tables that Spark reads become numbers: columns chosen by name, query or formula, checked,
 * encoded and brought to the driver in an order of their own. It knows data and jobs, and nothing
 * of sweeps.
 */
@NullMarked
package dev.linesweep.spark.table;

import org.jspecify.annotations.NullMarked;
