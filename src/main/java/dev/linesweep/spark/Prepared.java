package dev.linesweep.spark;

import dev.linesweep.data.Fingerprint;
import dev.linesweep.data.Samples;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.RankingMetric;
import dev.linesweep.spec.SweepSpec;

/** A job with its data: everything a sweep is a function of. Nothing has been written yet. */
record Prepared(LoadedData data, String fingerprint, Samples samples, SweepPlan plan) {

  /** Loads, checks, splits and scales the data, and lays out the grid. */
  static Prepared of(SweepSpec spec, SparkHandle spark) {
    LoadedData data = LoadedData.load(spec, spark);
    Samples samples = Samples.of(data.matrix(), spec.split(), spec.data().standardize());
    samples.requireSuitable(spec.training().loss());
    SweepPlan plan = SweepPlan.of(spec, samples.shape());
    return new Prepared(data, Fingerprint.of(data.matrix()), samples, plan);
  }

  SweepSpec spec() {
    return plan.spec();
  }

  RankingMetric metric() {
    return RankingMetric.of(spec().metric(), samples);
  }
}
