package dev.linesweep.result;

import dev.linesweep.plan.TrialId;
import java.io.Serializable;

/**
 * The journalled results of a block.
 *
 * @param trajectories the identity of each column's trajectory, as {@link TrialId#bits()}
 */
public record TrainedBlock(long[] trajectories, Snapshots snapshots, RunFacts facts)
    implements Serializable {}
