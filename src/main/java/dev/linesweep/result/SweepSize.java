package dev.linesweep.result;

/**
 * What a run has before it.
 *
 * @param trials of the sweep
 * @param journalled trials that earlier runs have trained
 * @param goal trials that will have a result when the run ends; fewer than all if it has a budget
 * @param cost of the blocks to train, as the plan counts it in seconds of the reference machine
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
