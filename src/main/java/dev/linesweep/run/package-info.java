/** The use cases: run, plan, replay, predict and show. */
@NullMarked
package dev.linesweep.run;

import org.jspecify.annotations.NullMarked;
