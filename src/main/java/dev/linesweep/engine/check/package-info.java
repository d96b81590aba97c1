/** Whether an engine trains what plain DL4J trains, up to rounding. */
@NullMarked
package dev.linesweep.engine.check;

import org.jspecify.annotations.NullMarked;
