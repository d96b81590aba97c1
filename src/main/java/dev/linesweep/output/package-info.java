/** The files of an output folder: their content, and how they are written and read. */
@NullMarked
package dev.linesweep.output;

import org.jspecify.annotations.NullMarked;
