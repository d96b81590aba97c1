/** The commands: the only picocli code. */
@NullMarked
package dev.linesweep.cli;

import org.jspecify.annotations.NullMarked;
