/**
 * How numbers and words are written: decimals, counts, lines, tables, JSON, and the nearest word.
 */
@NullMarked
package dev.linesweep.text;

import org.jspecify.annotations.NullMarked;
