/** What trains a block: a block and samples in, snapshots along the epochs out. */
@NullMarked
package dev.linesweep.engine;

import org.jspecify.annotations.NullMarked;
