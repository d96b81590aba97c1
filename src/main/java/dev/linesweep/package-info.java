/** The public API: read or build a sweep, run it, look at its result. */
@NullMarked
package dev.linesweep;

import org.jspecify.annotations.NullMarked;
