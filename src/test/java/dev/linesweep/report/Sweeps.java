package dev.linesweep.report;

import dev.linesweep.data.InitialWeights;
import dev.linesweep.data.Samples;
import dev.linesweep.data.Synthetic;
import dev.linesweep.model.Baselines;
import dev.linesweep.model.Evaluation;
import dev.linesweep.model.Fits;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.result.RunFacts;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.SweepSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Whole sweeps for tests, trained by a plain loop of subgradient descent with momentum. */
public final class Sweeps {
  static final RunFacts FACTS =
      new RunFacts("plain loop", "cpu", "localhost", 0, Instant.EPOCH, Duration.ZERO);

  private Sweeps() {}

  public static Samples samples(SweepSpec spec) {
    return Samples.of(Synthetic.of(spec.data().source()), spec.split(), spec.data().standardize());
  }

  /** The report on all trials, trained. */
  public static SweepReport report(SweepSpec spec, int top) {
    Samples samples = samples(spec);
    SweepPlan plan = SweepPlan.of(spec, samples.shape());
    return report(plan, samples, ranked(plan, samples), top);
  }

  /** As where each axis has too many values for a tally of them. */
  public static SweepReport withoutAxisTallies(SweepReport report) {
    return with(report, List.of(), report.data());
  }

  public static SweepReport withNotes(SweepReport report, List<String> notes) {
    return with(report, report.axes(), new DataFacts("synthetic", notes, 1, List.of()));
  }

  private static SweepReport with(
      SweepReport report, List<SweepReport.AxisTally> axes, DataFacts data) {
    return new SweepReport(
        report.plan(),
        report.features(),
        report.label(),
        report.metric(),
        report.testLabelVariance(),
        report.baselines(),
        report.counts(),
        report.top(),
        report.optimizers(),
        axes,
        report.seeds(),
        report.bestByEpochs(),
        data,
        report.winner());
  }

  public static SweepReport report(
      SweepPlan plan, Samples samples, List<TrialResult> ranked, int top) {
    ReportCollector collector = ReportCollector.of(plan, samples, top);
    for (int i = 0; i < ranked.size(); i++) {
      collector.accept(i + 1, ranked.get(i));
    }
    Baselines baselines =
        Fits.of(Synthetic.of(plan.spec().data().source()), samples, plan.spec().training().loss());
    return collector.finish(
        samples, baselines, DataFacts.of("synthetic", baselines.notes(), samples));
  }

  public static List<TrialResult> ranked(SweepPlan plan, Samples samples) {
    RankingMetric metric = RankingMetric.of(plan.spec().metric(), samples);
    List<TrialResult> results = new ArrayList<>();
    for (long number = 0; number < plan.trials(); number++) {
      results.add(train(plan.trial(number), plan.spec(), samples));
    }
    results.sort(
        Comparator.comparing(TrialResult::state)
            .thenComparingDouble(r -> metric.cost(SweepReport.part(r, metric.spec().part())))
            .thenComparingInt(r -> r.trial().epochs())
            .thenComparing(TrialResult::id));
    return results;
  }

  private static TrialResult train(Trial trial, SweepSpec spec, Samples samples) {
    Trajectory t = trial.trajectory();
    float[] weights =
        InitialWeights.of(spec.training().init(), t.seed(), samples.features().size());
    double rate = Double.isNaN(t.learningRate()) ? 0.01 : t.learningRate();
    double momentum = t.settings().values().isEmpty() ? 0 : t.settings().values().get(0);
    double[] velocity = new double[weights.length];
    for (int epoch = 1; epoch <= trial.epochs(); epoch++) {
      step(weights, velocity, rate, momentum, samples.train());
      // The plain loop is kept from running away only slowly.
      if (!(Math.abs(weights[0]) < 20)) {
        return diverged(trial, epoch);
      }
    }
    return new TrialResult(
        trial,
        trial.id(),
        State.COMPLETE,
        metrics(weights, samples.train(), spec, samples),
        samples.validation().rows() == 0
            ? PartMetrics.NONE
            : metrics(weights, samples.validation(), spec, samples),
        metrics(weights, samples.test(), spec, samples),
        weights,
        0,
        "",
        FACTS);
  }

  private static void step(
      float[] weights, double[] velocity, double rate, double momentum, Samples.Part part) {
    int features = weights.length - 1;
    double[] gradient = new double[weights.length];
    for (int row = 0; row < part.rows(); row++) {
      double p = weights[features];
      for (int i = 0; i < features; i++) {
        p += weights[i] * part.x()[row * features + i];
      }
      double error = 2 * (p - part.y()[row]) / part.rows();
      for (int i = 0; i < features; i++) {
        gradient[i] += error * part.x()[row * features + i];
      }
      gradient[features] += error;
    }
    for (int i = 0; i < weights.length; i++) {
      velocity[i] = momentum * velocity[i] - rate * gradient[i];
      weights[i] += (float) velocity[i];
    }
  }

  private static PartMetrics metrics(
      float[] weights, Samples.Part part, SweepSpec spec, Samples samples) {
    return Evaluation.of(weights, part, spec.training().loss(), samples.labelScale());
  }

  static TrialResult diverged(Trial trial, int epoch) {
    return new TrialResult(
        trial,
        trial.id(),
        State.DIVERGED,
        PartMetrics.NONE,
        PartMetrics.NONE,
        PartMetrics.NONE,
        new float[0],
        epoch,
        "",
        FACTS);
  }
}
