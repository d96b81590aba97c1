package dev.linesweep.result;

/**
 * The size of a run.
 *
 * @param trials of the sweep
 * @param journalled trials that earlier runs have trained
 * @param goal trials that will have a result when the run ends; fewer than all if there is a budget
 * @param cost the cost of the blocks to train, in the plan's seconds of the reference machine
 * @param slots tasks that run at once
 */
public record SweepSize(
    long trials,
    long trajectories,
    long journalled,
    long goal,
    int blocks,
    double cost,
    int slots) {}
