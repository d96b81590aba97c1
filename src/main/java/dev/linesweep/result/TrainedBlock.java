package dev.linesweep.result;

import dev.linesweep.plan.TrialId;
import java.io.Serializable;

/**
 * A block's results as they are journalled.
 *
 * @param trajectories the identity of each column's trajectory, as {@link TrialId#bits()}
 */
public record TrainedBlock(long[] trajectories, Snapshots snapshots, RunFacts facts)
    implements Serializable {}
