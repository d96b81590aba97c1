/** Columns and rows of output tables, and their Parquet files; knows nothing about sweeps. */
@NullMarked
package dev.linesweep.table;

import org.jspecify.annotations.NullMarked;
