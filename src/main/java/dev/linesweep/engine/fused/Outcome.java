package dev.linesweep.engine.fused;

import java.util.List;

/**
 * What a training gave.
 *
 * @param diverged by column: the first epoch, counted from 1, after which a weight or a recorded
 *     error is not finite; 0 if none is
 */
record Outcome(List<Snapshot> snapshots, int[] diverged) {}
