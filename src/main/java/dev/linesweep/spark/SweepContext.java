package dev.linesweep.spark;

import dev.linesweep.data.Samples;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.RankingMetric;
import java.io.Serializable;

/**
 * What every task needs; broadcast once.
 *
 * @param journal URI of the journal's folder
 */
record SweepContext(
    SweepPlan plan, Samples samples, RankingMetric metric, String journal, ExecutorSettings executor)
    implements Serializable {}
