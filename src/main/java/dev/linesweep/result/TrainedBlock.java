package dev.linesweep.result;

import dev.linesweep.plan.TrialId;
import java.io.Serializable;

/**
 * A block's results as they are journalled.
 *
 * @param trajectories the identity of each column's trajectory, as {@link TrialId#bits()}
 * @param error empty, or why the whole block was given up
 */
public record TrainedBlock(long[] trajectories, Snapshots snapshots, RunFacts facts, String error)
    implements Serializable {}
