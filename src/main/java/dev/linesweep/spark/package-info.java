/** Session, fan-out, outputs and the listener behind progress: the only Spark code. */
@NullMarked
package dev.linesweep.spark;

import org.jspecify.annotations.NullMarked;
