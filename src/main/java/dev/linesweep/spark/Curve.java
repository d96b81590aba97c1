package dev.linesweep.spark;

import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;

/**
 * A trajectory's weights and losses along the recorded epochs: one column of a block's snapshots.
 *
 * @param ids of the block's trajectories, as {@link dev.linesweep.plan.TrialId#bits()}
 */
public record Curve(Trajectory trajectory, Snapshots snapshots, int column, long[] ids) {}
