/** Writes numbers and words: decimals, counts, lines, tables, JSON, and the nearest word. */
@NullMarked
package dev.linesweep.text;

import org.jspecify.annotations.NullMarked;
