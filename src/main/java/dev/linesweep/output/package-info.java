/** The files of an output folder: what is in each, how it is written and read again. */
@NullMarked
package dev.linesweep.output;

import org.jspecify.annotations.NullMarked;
