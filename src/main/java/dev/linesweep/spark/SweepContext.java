package dev.linesweep.spark;

import dev.linesweep.data.SampleSets;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import java.io.Serializable;

/**
 * What every task needs; broadcast once.
 *
 * @param journal URI of the journal's folder
 * @param run number of this run over the journal
 */
public record SweepContext(
    SweepPlan plan,
    SampleSets samples,
    RankingMetric metric,
    String journal,
    int run,
    ExecutorSettings executor)
    implements Serializable {}
