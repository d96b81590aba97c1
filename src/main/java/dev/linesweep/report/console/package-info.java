/** The texts that a terminal shows. */
@NullMarked
package dev.linesweep.report.console;

import org.jspecify.annotations.NullMarked;
