/**
 * What stands in the files of a table, found out before Spark reads them: their names, formats,
 * encodings and separators, and the rows that are torn. It looks at bytes and knows no columns'
 * types.
 */
@NullMarked
package dev.linesweep.spark.table.file;

import org.jspecify.annotations.NullMarked;
