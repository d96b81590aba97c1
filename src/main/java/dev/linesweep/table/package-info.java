/** Columns and rows of output tables, and Parquet files of them; nothing of sweeps. */
@NullMarked
package dev.linesweep.table;

import org.jspecify.annotations.NullMarked;
