/** Spark: session, fan-out, tasks and what executors are set to. */
@NullMarked
package dev.linesweep.spark;

import org.jspecify.annotations.NullMarked;
