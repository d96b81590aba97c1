package dev.linesweep.run;

import dev.linesweep.data.ConstantFeatures;
import dev.linesweep.data.Fingerprint;
import dev.linesweep.data.InitialWeights;
import dev.linesweep.data.SampleSets;
import dev.linesweep.data.Samples;
import dev.linesweep.model.AutoRates;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.report.SplitNotes;
import dev.linesweep.report.WeightNotes;
import dev.linesweep.spark.ExecutorSettings;
import dev.linesweep.spark.GpuUse;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spark.SweepContext;
import dev.linesweep.spark.job.JobLabels;
import dev.linesweep.spark.job.Shared;
import dev.linesweep.spark.table.HiddenQuery;
import dev.linesweep.spark.table.RowSource;
import dev.linesweep.spec.Device;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.store.Identity;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.text.Words;
import java.util.List;

/** A job with its data: everything that a sweep depends on. Nothing has been written yet. */
record Prepared(
    LoadedData data, String fingerprint, SampleSets sets, SweepPlan plan, RankingMetric metric) {

  /** Prepares the job with the data that it names. */
  static Prepared of(SweepSpec spec, SparkHandle spark) {
    return of(spec, new RowSource.Named(), spark);
  }

  /** Loads, checks, splits and scales the data, and lays out the grid. */
  static Prepared of(SweepSpec written, RowSource rows, SparkHandle spark) {
    LoadedData loaded =
        JobLabels.named(
            spark.context(),
            written.name(),
            "read the data",
            () -> LoadedData.load(written, rows, spark));
    SweepSpec spec =
        loaded
            .query()
            .filter(HiddenQuery::isOfView)
            .map(view -> written.hinted(view.hint()))
            .orElse(written);
    SampleSets sets =
        SampleSets.of(loaded.matrix(), spec.split(), loaded.groups(), spec.data().standardize());
    sets.all().requireSuitable(spec.training().loss());
    sets.forEach(
        samples -> {
          samples.requireDefined(spec.metric());
          InitialWeights.requireSuitable(spec.training().init(), samples);
        });
    Samples samples = sets.all();
    AutoRates rates = AutoRates.of(spec, sets);
    LoadedData data =
        loaded
            .noting(WeightNotes.of(spec, loaded.matrix()))
            .noting(SplitNotes.of(spec, loaded.matrix(), samples.rowNumbers()))
            .noting(ConstantFeatures.of(loaded.matrix(), samples).notes())
            .noting(rates.notes())
            .noting(WinnerPipeline.note(spec.data(), loaded.encoder()).stream().toList());
    SweepPlan plan = SweepPlan.of(rates.spec(), sets.largest());
    plan.requireBatches(sets.smallest().trainRows());
    return new Prepared(
        data.noting(useless(plan)),
        Fingerprint.of(data.matrix()),
        sets,
        plan,
        RankingMetric.of(spec.metric(), sets));
  }

  private static List<String> useless(SweepPlan plan) {
    return plan.uselessExclusions().stream()
        .map(condition -> "exclude: " + Words.quoted(condition.text()) + " excludes no trial")
        .toList();
  }

  /** The data of a training on all training rows, such as the best model's. */
  Samples samples() {
    return sets.all();
  }

  SweepSpec spec() {
    return plan.spec();
  }

  /** The owner of this sweep's output folder. */
  Identity identity() {
    Identity identity = Identity.of(spec(), fingerprint, spec().engine().kind().arithmetic());
    Identity grouped =
        spec().split().hasGroups() ? identity.withGroups(Fingerprint.of(data.groups())) : identity;
    return samples().scaling().anyConstant() ? grouped.withConstantFeatures() : grouped;
  }

  /** Whether the tasks train on GPUs. */
  GpuUse gpuUse(SparkHandle spark) {
    Device device = spec().engine().device();
    return GpuUse.of(plan, ExecutorSettings.of(spark, device), spark.slots());
  }

  /** The settings for training one trial again: without a GPU if the CPU gives the same results. */
  ExecutorSettings settingsForOneTrial(SparkHandle spark) {
    return ExecutorSettings.of(
        spark, spec().engine().kind().needsNd4j() ? spec().engine().device() : Device.CPU);
  }

  /**
   * What tasks need, sent to the executors.
   *
   * @param executor settings from {@link #gpuUse}
   */
  Shared<SweepContext> broadcast(
      SparkHandle spark, OutputFolder folder, int run, ExecutorSettings executor) {
    return Shared.of(
        spark.context(),
        new SweepContext(plan, sets, metric, folder.journal().toString(), run, executor));
  }
}
