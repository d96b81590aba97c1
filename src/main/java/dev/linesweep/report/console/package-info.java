/** What people read on a terminal. */
@NullMarked
package dev.linesweep.report.console;

import org.jspecify.annotations.NullMarked;
