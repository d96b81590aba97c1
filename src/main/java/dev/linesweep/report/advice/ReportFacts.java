package dev.linesweep.report.advice;

import dev.linesweep.model.Baselines;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.Axes;
import dev.linesweep.report.Axis;
import dev.linesweep.report.Judgment;
import dev.linesweep.report.SettingEvidence;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.SweepReport.ValueTally;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.Distribution;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The facts of a report that several rules look at. The best trial is the first by rank, complete
 * unless none is; what is asked about it needs a report with at least one result.
 */
record ReportFacts(SweepReport report) {
  /** A difference below this share is none. */
  private static final double NOTICEABLE = 0.01;

  /** An error below this share of the label's deviation is none. */
  private static final double EXACT = 1e-3;

  /**
   * Half of the rate beyond which gradient descent of the mean squared error diverges, 2 / λ, where
   * λ is the largest eigenvalue of its Hessian: what momentum and mini-batches bear too. Not a
   * number for other losses, or if λ is not known.
   */
  double stableRate() {
    return report.spec().training().loss().isOfSquares()
        ? 1 / report.facts().curvature().largest()
        : Double.NaN;
  }

  Judgment judgment() {
    return Judgment.on(report);
  }

  /** How settings compare over their repeats. */
  SettingEvidence settings() {
    return judgment().settings();
  }

  ParameterSpec parameters() {
    return report.spec().parameters();
  }

  Axes axes() {
    return report.axes();
  }

  Trial bestTrial() {
    return bestResult().trial();
  }

  Trajectory bestTrajectory() {
    return bestTrial().trajectory();
  }

  /**
   * The metric by which the best model is compared with exact fits: the one that ranks or, if that
   * is of folds, which this model is not trained without, the same on the test rows.
   */
  RankingMetric metric() {
    MetricSpec ranks = report.metric().spec();
    return report.spec().split().hasFolds()
        ? new RankingMetric(
            new MetricSpec(MetricSpec.Part.TEST, ranks.measure(), ranks.goal()),
            report.testLabelVariance())
        : report.metric();
  }

  /** Of the best model. */
  private PartMetrics errors() {
    return bestResult().errors().of(metric().spec().part());
  }

  /** The {@link #metric} of the best model. */
  double bestValue() {
    return metric().value(errors());
  }

  /** The best trial's loss on the training rows, without penalties. */
  double trainingLoss() {
    return bestResult().train().loss();
  }

  /** What an optimizer's learning rates were drawn from; empty if they were listed. */
  Optional<Distribution<Double>> drawnRates(Optimizer optimizer) {
    return parameters().drawnRates(optimizer);
  }

  /** Rates as this job has those of the optimizer: a list, or a distribution between its ends. */
  List<Double> asWritten(Optimizer optimizer, AxisValues rates) {
    return drawnRates(optimizer).isPresent() && rates.size() > 1
        ? Distribution.logUniform(rates.first(), rates.last())
        : rates.sorted();
  }

  /** The learning rates that the best trial's optimizer was tried at. */
  AxisValues rates() {
    return AxisValues.of(axes().rates(bestTrajectory().optimizer()));
  }

  /**
   * True if the best trial fits exactly, or as well as the closed form on all rows, or if its
   * training is at its optimum.
   */
  boolean nothingToGain() {
    return asGoodAsPossible() || judgment().atOptimum();
  }

  /** True if the best trial fits exactly, or as well as the closed form on all rows. */
  boolean asGoodAsPossible() {
    return exact() || (asGoodAsClosedForm() && judgment().farFromOptimum().isEmpty());
  }

  boolean exact() {
    return errors().rmse() < EXACT * Math.sqrt(metric().labelVariance());
  }

  boolean asGoodAsClosedForm() {
    double reached = metric().cost(errors());
    return closedForm()
        .map(this::cost)
        .filter(possible -> reached - possible <= NOTICEABLE * Math.abs(possible))
        .isPresent();
  }

  /** True if the exact fit has the smaller error, however little that is. */
  boolean isBehindClosedForm() {
    double reached = metric().cost(errors());
    return closedForm().map(this::cost).filter(possible -> possible < reached).isPresent();
  }

  /** The better one of least squares and least absolute deviations. */
  Optional<Baselines.Baseline> closedForm() {
    return report.baselines().all().stream()
        .filter(b -> b.name().equals(Baselines.OLS) || b.name().equals(Baselines.LAD))
        .min(Comparator.comparingDouble(this::cost));
  }

  /** The metric of a baseline. */
  double value(Baselines.Baseline baseline) {
    return metric().value(baseline.part(metric().spec().part()));
  }

  /**
   * True if the best trial at an edge of the values tried beats that at the value next to it
   * noticeably, and if that is not known.
   */
  boolean edgeMatters(Axis axis, AxisValues tried, double edge) {
    if (tried.size() < 2) {
      return true;
    }
    double best = bestAt(axis, edge);
    double next = bestAt(axis, tried.nextTo(edge));
    return !(Math.abs(next - best) <= NOTICEABLE * Math.abs(next));
  }

  /** The metric's best at a value of an axis; not a number if it was not tallied. */
  private double bestAt(Axis axis, double value) {
    return tried(axis).stream()
        .filter(tally -> tally.number() == value)
        .mapToDouble(ValueTally::best)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** The values of an axis with a complete trial; empty if they were not tallied. */
  private List<ValueTally> tried(Axis axis) {
    return report.tallies().axes().stream()
        .filter(tally -> tally.axis() == axis)
        .flatMap(tally -> tally.values().stream())
        .filter(value -> Double.isFinite(value.best()))
        .toList();
  }

  private TrialResult bestResult() {
    return report.top().get(0).result();
  }

  private double cost(Baselines.Baseline baseline) {
    return metric().cost(baseline.part(metric().spec().part()));
  }
}
