/**
 * Inspects the files of a table before Spark reads them: their names, formats, encodings and
 * separators, and torn rows. It looks at bytes and does not know the columns' types.
 */
@NullMarked
package dev.linesweep.spark.table.file;

import org.jspecify.annotations.NullMarked;
