/** Snapshots, trial results, states, ranking and progress events: pure values. */
@NullMarked
package dev.linesweep.result;

import org.jspecify.annotations.NullMarked;
