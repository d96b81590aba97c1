/** Trial results, metrics, linear models, baselines, ranking and progress events: pure values. */
@NullMarked
package dev.linesweep.result;

import org.jspecify.annotations.NullMarked;
