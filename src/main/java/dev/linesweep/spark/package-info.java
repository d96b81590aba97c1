/** Spark: the session, the distribution of blocks, tasks, and the executors' settings. */
@NullMarked
package dev.linesweep.spark;

import org.jspecify.annotations.NullMarked;
