package dev.linesweep.result;

import dev.linesweep.model.PartMetrics;
import dev.linesweep.plan.Trial;
import dev.linesweep.plan.TrialId;

/**
 * One trial and what came of it.
 *
 * @param weights by feature, then the bias, in the units that training saw; empty unless complete
 * @param divergedEpoch the first epoch at which a weight or this trial's loss is not finite; 0 for
 *     none
 * @param error a class and fixed text; empty unless failed
 */
public record TrialResult(
    Trial trial,
    TrialId id,
    State state,
    PartMetrics train,
    PartMetrics validation,
    PartMetrics test,
    float[] weights,
    int divergedEpoch,
    String error,
    RunFacts facts) {}
