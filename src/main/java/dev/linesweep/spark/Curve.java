package dev.linesweep.spark;

import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;

/** A trajectory's weights and losses along the recorded epochs: one column of some snapshots. */
record Curve(Trajectory trajectory, Snapshots snapshots, int column) {}
