package dev.linesweep.run;

import dev.linesweep.data.ConstantFeatures;
import dev.linesweep.data.Fingerprint;
import dev.linesweep.data.InitialWeights;
import dev.linesweep.data.Samples;
import dev.linesweep.model.AutoRates;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.report.SplitNotes;
import dev.linesweep.spark.ExecutorSettings;
import dev.linesweep.spark.GpuUse;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spark.SweepContext;
import dev.linesweep.spark.table.RowSource;
import dev.linesweep.spec.Device;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.store.Identity;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.text.Words;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/** A job with its data: everything a sweep is a function of. Nothing has been written yet. */
record Prepared(
    LoadedData data, String fingerprint, Samples samples, SweepPlan plan, RankingMetric metric) {

  /** From the data that the job names. */
  static Prepared of(SweepSpec spec, SparkHandle spark) {
    return of(spec, new RowSource.Named(), spark);
  }

  /** Loads, checks, splits and scales the data, and lays out the grid. */
  static Prepared of(SweepSpec spec, RowSource rows, SparkHandle spark) {
    LoadedData loaded = LoadedData.load(spec, rows, spark);
    Samples samples = Samples.of(loaded.matrix(), spec.split(), spec.data().standardize());
    samples.requireSuitable(spec.training().loss());
    samples.requireDefined(spec.metric());
    InitialWeights.requireSuitable(spec.training().init(), samples);
    AutoRates rates = AutoRates.of(spec, samples.train());
    LoadedData data =
        loaded
            .noting(SplitNotes.of(spec, loaded.matrix(), samples.rowNumbers()))
            .noting(ConstantFeatures.of(loaded.matrix(), samples).notes())
            .noting(rates.notes());
    SweepPlan plan = SweepPlan.of(rates.spec(), samples.shape());
    return new Prepared(
        data.noting(useless(plan)),
        Fingerprint.of(data.matrix()),
        samples,
        plan,
        RankingMetric.of(spec.metric(), samples));
  }

  private static List<String> useless(SweepPlan plan) {
    return plan.uselessExclusions().stream()
        .map(condition -> "exclude: " + Words.quoted(condition.text()) + " is true of no trial")
        .toList();
  }

  SweepSpec spec() {
    return plan.spec();
  }

  /** Whom an output folder of this sweep belongs to. */
  Identity identity() {
    Identity identity = Identity.of(spec(), fingerprint, spec().engine().kind().arithmetic());
    return samples.scaling().anyConstant() ? identity.withConstantFeatures() : identity;
  }

  /** Whether its tasks train on GPUs. */
  GpuUse gpuUse(SparkHandle spark) {
    Device device = spec().engine().device();
    return GpuUse.of(
        plan, ExecutorSettings.of(spark, device), spark.context().defaultParallelism());
  }

  /** For training one trial again, which no GPU is worth if its results are those of the CPU. */
  ExecutorSettings settingsForOneTrial(SparkHandle spark) {
    return ExecutorSettings.of(
        spark, spec().engine().kind().needsNd4j() ? spec().engine().device() : Device.CPU);
  }

  /**
   * What tasks need of it, sent to the executors.
   *
   * @param executor as {@link #gpuUse} has it
   */
  Broadcast<SweepContext> broadcast(
      SparkHandle spark, OutputFolder folder, int run, ExecutorSettings executor) {
    return spark
        .context()
        .broadcast(
            new SweepContext(plan, samples, metric, folder.journal().toString(), run, executor));
  }
}
