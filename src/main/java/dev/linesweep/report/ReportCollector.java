package dev.linesweep.report;

import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.SweepReport.AtEpochs;
import dev.linesweep.report.SweepReport.AxisTally;
import dev.linesweep.report.SweepReport.OptimizerTally;
import dev.linesweep.report.SweepReport.ValueTally;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.RankedSetting;
import dev.linesweep.result.RankedSettings;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.Optimizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Makes a {@link SweepReport} from the results, given once and in rank order. Its memory grows with
 * the axes.
 */
public final class ReportCollector {
  /** An axis with more values than these has no tally by value. */
  static final int MAX_VALUES = 1000;

  /** A larger share of the best trial's error is a difference. */
  private static final double TIED = 0.001;

  private final SweepPlan plan;
  private final RankingMetric metric;
  private final int keep;
  private final Axes axes;
  private final List<FittedTrial> top = new ArrayList<>();
  private final long[] counts = new long[State.values().length];
  private double least = Double.NaN;
  private long tied;
  private final Map<Optimizer, Tally> optimizers = new EnumMap<>(Optimizer.class);
  private final Map<Optimizer, Double> stableRates = new EnumMap<>(Optimizer.class);
  private final Map<Axis, Map<Object, Tally>> values = new EnumMap<>(Axis.class);
  private final RankedSettings settings;
  private final SettingTally settingTally;

  /** Those of the trials of the setting that trials come of. */
  private final List<Tally> talliesOfSetting = new ArrayList<>();

  private final List<AtEpochs> bestByEpochs = new ArrayList<>();

  /**
   * @param top how many leading trials to keep, of each setting the first; at least 1
   */
  public ReportCollector(Axes axes, RankingMetric metric, int top) {
    this.axes = axes;
    this.plan = axes.plan();
    this.metric = metric;
    this.keep = Math.max(1, top);
    this.settings = new RankedSettings(plan.spec().hasRepeats(), this::accept);
    this.settingTally = new SettingTally(metric);
    for (Axis axis : axes.varying()) {
      if (axes.values(axis).size() <= MAX_VALUES) {
        values.put(axis, new HashMap<>());
      }
    }
  }

  /**
   * Takes the next result. Ranks start at 1 and increase.
   *
   * @param fitted the same with its model, asked for if it is kept
   */
  public void accept(RankedTrial ranked, Supplier<FittedTrial> fitted) {
    boolean first = settings.begins(ranked);
    settings.accept(ranked);
    if (first && top.size() < keep) {
      top.add(fitted.get());
    }
    TrialResult result = ranked.result();
    counts[result.state().ordinal()]++;
    if (result.state() != State.STOPPED) {
      addToTallies(result);
    }
    if (result.state() == State.COMPLETE) {
      addToStable(result.trial());
      addToBest(result);
    }
  }

  private void addToTallies(TrialResult result) {
    Trial trial = result.trial();
    Optimizer optimizer = trial.trajectory().optimizer();
    add(result, optimizers.computeIfAbsent(optimizer, o -> new Tally()));
    values.forEach(
        (axis, tallies) -> {
          if (axis.appliesTo(trial)) {
            add(result, tallies.computeIfAbsent(axis.value(trial), v -> new Tally()));
          }
        });
  }

  private void add(TrialResult result, Tally tally) {
    tally.add(result.state());
    talliesOfSetting.add(tally);
  }

  private void addToStable(Trial trial) {
    Optimizer optimizer = trial.trajectory().optimizer();
    if (trial.epochs() == plan.maxEpochs() && optimizer.hasLearningRate()) {
      stableRates.merge(optimizer, trial.trajectory().learningRate(), Math::max);
    }
  }

  private void accept(RankedSetting setting) {
    double value = setting.value(metric);
    if (!Double.isNaN(value)) {
      addToTied(value);
      talliesOfSetting.forEach(tally -> tally.reach(setting.rank(), value));
    }
    talliesOfSetting.clear();
    if (plan.spec().hasRepeats()) {
      settingTally.accept(setting);
    }
  }

  private void addToTied(double value) {
    double error = metric.error(value);
    if (Double.isNaN(least)) {
      least = error;
    } else if (least > 0 && error <= least * (1 + TIED)) {
      tied++;
    }
  }

  private void addToBest(TrialResult result) {
    Trajectory best = top.get(0).result().trial().trajectory();
    Trajectory shown = plan.spec().split().hasFolds() ? best.inFold(1) : best;
    if (result.trial().trajectory().equals(shown)) {
      bestByEpochs.add(
          new AtEpochs(result.trial().epochs(), result.errors().of(metric.spec().part())));
    }
  }

  /** The report on what was given so far. */
  public SweepReport finish(SweepReport.Rows rows) {
    return finish(rows, "");
  }

  /**
   * The report on what was given so far.
   *
   * @param stop as {@link SweepReport.Counts} has it
   */
  public SweepReport finish(SweepReport.Rows rows, String stop) {
    settings.finish();
    List<AtEpochs> byEpochs = new ArrayList<>(bestByEpochs);
    byEpochs.sort(Comparator.comparingInt(AtEpochs::epochs));
    SweepReport.Counts ofStates =
        new SweepReport.Counts(
            plan.trials(),
            counts[State.COMPLETE.ordinal()],
            counts[State.STOPPED.ordinal()],
            counts[State.DIVERGED.ordinal()],
            counts[State.FAILED.ordinal()],
            tied,
            stop);
    return new SweepReport(
        axes,
        metric,
        rows,
        new SweepReport.Tallies(
            ofStates,
            optimizerTallies(),
            values.entrySet().stream().map(e -> axisTally(e.getKey(), e.getValue())).toList()),
        new SweepReport.Leading(top, settingTally.ranking(), byEpochs, WinnerFacts.NONE));
  }

  private List<OptimizerTally> optimizerTallies() {
    return axes.values(Axis.OPTIMIZER).stream()
        .map(Optimizer.class::cast)
        .filter(optimizers::containsKey)
        .map(
            optimizer -> {
              Tally tally = optimizers.getOrDefault(optimizer, new Tally());
              return new OptimizerTally(
                  optimizer,
                  tally.trials,
                  tally.complete,
                  tally.diverged,
                  tally.bestRank,
                  tally.best,
                  stableRates.getOrDefault(optimizer, Double.NaN));
            })
        .toList();
  }

  private AxisTally axisTally(Axis axis, Map<Object, Tally> tallies) {
    List<ValueTally> all = new ArrayList<>();
    for (Object value : axes.values(axis)) {
      Tally tally = tallies.getOrDefault(value, new Tally());
      double number = value instanceof Number n ? n.doubleValue() : Double.NaN;
      all.add(
          new ValueTally(
              axis.text(value), number, tally.trials, tally.complete, tally.diverged, tally.best));
    }
    all.sort(Comparator.comparingDouble(ValueTally::number));
    return new AxisTally(axis, all);
  }

  /** Counts of trials that share something, and the first of their settings that has a metric. */
  private static final class Tally {
    private long trials;
    private long complete;
    private long diverged;
    private long bestRank;
    private double best = Double.NaN;

    void add(State state) {
      trials++;
      complete += state == State.COMPLETE ? 1 : 0;
      diverged += state == State.DIVERGED ? 1 : 0;
    }

    void reach(long rank, double value) {
      if (bestRank == 0) {
        bestRank = rank;
        best = value;
      }
    }
  }
}
