/** Engines that train a block: from a block and samples to snapshots along the epochs. */
@NullMarked
package dev.linesweep.engine;

import org.jspecify.annotations.NullMarked;
