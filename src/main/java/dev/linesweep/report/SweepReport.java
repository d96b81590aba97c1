package dev.linesweep.report;

import dev.linesweep.data.KnownModel;
import dev.linesweep.data.Samples;
import dev.linesweep.data.Synthetic;
import dev.linesweep.model.Baselines;
import dev.linesweep.model.LinearModel;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.model.TrainingFacts;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.SweepSpec;
import java.util.List;
import java.util.Optional;

/**
 * A finished or stopped sweep as its texts need it: the leading trials and sums over all of them.
 * Made by {@link ReportCollector}; its size does not grow with the trials.
 */
public record SweepReport(
    Axes axes, RankingMetric metric, Rows rows, Tallies tallies, Leading leading) {

  /**
   * What is known of the rows.
   *
   * @param testLabelVariance of the test rows' labels, for R²; not a number if unknown
   * @param facts what the texts say about them
   */
  public record Rows(
      List<String> features,
      String label,
      double testLabelVariance,
      Baselines baselines,
      DataFacts facts) {
    public Rows {
      features = List.copyOf(features);
    }

    /** Of the samples that the trials were trained on. */
    public static Rows of(Samples samples, Baselines baselines, DataFacts facts) {
      return new Rows(
          samples.features(),
          samples.label(),
          samples.labelVariance(MetricSpec.Part.TEST),
          baselines,
          facts);
    }
  }

  /**
   * Sums over all trials.
   *
   * @param optimizers one entry per optimizer with at least one result, in the job's order
   * @param axes those that vary, except those of very many values
   */
  public record Tallies(Counts counts, List<OptimizerTally> optimizers, List<AxisTally> axes) {
    public Tallies {
      optimizers = List.copyOf(optimizers);
      axes = List.copyOf(axes);
    }
  }

  /**
   * Who leads.
   *
   * @param top the leading trials in rank order; if settings have several, the first of each
   * @param settings those that lead, if they have several trials
   * @param bestByEpochs the complete trials of the best trial's trajectory, or of its first fold,
   *     by epochs
   * @param winner what is known of the best trial beyond its errors
   */
  public record Leading(
      List<FittedTrial> top,
      SettingRanking settings,
      List<AtEpochs> bestByEpochs,
      WinnerFacts winner) {
    public Leading {
      top = List.copyOf(top);
      bestByEpochs = List.copyOf(bestByEpochs);
    }
  }

  /**
   * Trials by state; {@code total} is the plan's, {@code done} those with a result.
   *
   * @param stopped those whose training was stopped before it came to them
   * @param tied trials, or settings if these have several, whose error is within 0.1 % of the best
   *     one's, without that one
   * @param stop why the others are not trained, {@code stop.target 0.1 is reached}; empty if they
   *     are still to be
   */
  public record Counts(
      long total, long complete, long stopped, long diverged, long failed, long tied, String stop) {
    public long done() {
      return complete + stopped + diverged + failed;
    }

    /** Those without a result. */
    public long untrained() {
      return total - done();
    }

    /** Those that the next run trains. */
    public long left() {
      return stop.isEmpty() ? untrained() : 0;
    }
  }

  /**
   * An optimizer's trials, without those that were stopped.
   *
   * @param bestRank of its best setting, which is a trial if it has one only; 0 for none
   * @param best the metric's value there; not a number for none
   * @param stableRate the largest learning rate that was complete after the most epochs; not a
   *     number for none
   */
  public record OptimizerTally(
      Optimizer optimizer,
      long trials,
      long complete,
      long diverged,
      long bestRank,
      double best,
      double stableRate) {
    public long failed() {
      return trials - complete - diverged;
    }
  }

  /** An axis and what its values came to, numbers increasing, optimizers in the job's order. */
  public record AxisTally(Axis axis, List<ValueTally> values) {
    public AxisTally {
      values = List.copyOf(values);
    }
  }

  /**
   * The trials that share a value of an axis, without those that were stopped.
   *
   * @param text the value, rounded
   * @param number the value; not a number if it is an optimizer or its parameters
   * @param best the metric's best value; not a number for none
   */
  public record ValueTally(
      String text, double number, long trials, long complete, long diverged, double best) {}

  /** The best trial's trajectory after so many epochs. */
  public record AtEpochs(int epochs, PartMetrics ranked) {}

  /** The same with more known of the best trial. */
  public SweepReport with(WinnerFacts facts) {
    return new SweepReport(
        axes,
        metric,
        rows,
        tallies,
        new Leading(leading.top(), leading.settings(), leading.bestByEpochs(), facts));
  }

  /** The same once it is known what rounding does to the best trial. */
  public SweepReport with(Rounding rounding) {
    return with(winner().with(rounding));
  }

  public SweepPlan plan() {
    return axes.plan();
  }

  public SweepSpec spec() {
    return plan().spec();
  }

  public List<String> features() {
    return rows.features();
  }

  public String label() {
    return rows.label();
  }

  public double testLabelVariance() {
    return rows.testLabelVariance();
  }

  public Baselines baselines() {
    return rows.baselines();
  }

  public DataFacts data() {
    return rows.facts();
  }

  public Counts counts() {
    return tallies.counts();
  }

  public List<OptimizerTally> optimizers() {
    return tallies.optimizers();
  }

  public List<FittedTrial> top() {
    return leading.top();
  }

  public SettingRanking settings() {
    return leading.settings();
  }

  public List<AtEpochs> bestByEpochs() {
    return leading.bestByEpochs();
  }

  public WinnerFacts winner() {
    return leading.winner();
  }

  /** The weights behind synthetic labels. */
  public Optional<KnownModel> known() {
    return Synthetic.truth(spec().data().source());
  }

  /** The trial that won; empty if none completed. */
  public Optional<FittedTrial> best() {
    return top().stream()
        .limit(1)
        .filter(first -> first.result().state() == State.COMPLETE)
        .findFirst();
  }

  /** What the best model is called: one trained on all rows of all folds is not a trial. */
  public String bestName() {
    return spec().hasRepeats() ? "best model" : "best trial";
  }

  public Optional<LinearModel> bestModel() {
    return best().map(best -> model(best.weights(), best.bias()));
  }

  /** Weights and a bias in the units of the data as a model. */
  public LinearModel model(double[] weights, double bias) {
    return new LinearModel(weights, bias, features(), label(), facts().deviations());
  }

  /** What the training rows say before anything is trained. */
  public TrainingFacts facts() {
    return baselines().facts();
  }

  /** The value that ranks a complete trial. */
  public double value(TrialResult result) {
    return result.value(metric);
  }

  /** The metric's name, and the loss behind it: {@code test_loss (mae)}. */
  public String metricInWords() {
    MetricSpec ranking = metric.spec();
    return ranking.measure() == MetricSpec.Measure.LOSS
        ? "%s (%s)".formatted(ranking.key(), spec().training().loss().key())
        : ranking.key();
  }

  /**
   * The metric of the setting that won, or of its trial if it has only one; not a number if no
   * trial completed.
   */
  public double bestValue() {
    return settings()
        .first()
        .map(first -> first.value(metric))
        .or(() -> best().map(best -> value(best.result())))
        .orElse(Double.NaN);
  }

  /** True if initial weights are drawn. */
  public boolean hasSeeds() {
    return !axes.values(Axis.SEED).isEmpty();
  }

  /** True if initial weights are drawn, and all trials draw the same. */
  public boolean hasOneSeed() {
    return axes.values(Axis.SEED).size() == 1;
  }

  /** How many settings were compared, or trials if each is a setting of its own. */
  public long compared() {
    return spec().hasRepeats()
        ? settings().ranked() + settings().stopped() + settings().broken()
        : counts().done();
  }

  /** The metrics of the part that the metric looks at. */
  public PartMetrics ranked(TrialResult result) {
    return result.errors().of(metric.spec().part());
  }
}
