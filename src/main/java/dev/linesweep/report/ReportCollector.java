package dev.linesweep.report;

import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.SweepReport.AtEpochs;
import dev.linesweep.report.SweepReport.AxisTally;
import dev.linesweep.report.SweepReport.OptimizerTally;
import dev.linesweep.report.SweepReport.ValueTally;
import dev.linesweep.result.FittedTrial;
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
 * the axes and, if there are several seeds, by eight bytes per trial.
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
  private final SeedGroups seedGroups;
  private final List<AtEpochs> bestByEpochs = new ArrayList<>();

  /**
   * @param top how many of the leading trials to keep, at least 1
   */
  public ReportCollector(Axes axes, RankingMetric metric, int top) {
    this.axes = axes;
    this.plan = axes.plan();
    this.metric = metric;
    this.keep = Math.max(1, top);
    this.seedGroups = new SeedGroups(axes, metric);
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
    long rank = ranked.rank();
    TrialResult result = ranked.result();
    Trial trial = result.trial();
    boolean complete = result.state() == State.COMPLETE;
    double value = complete ? metric.value(result.errors().of(metric.spec().part())) : Double.NaN;
    if (top.size() < keep) {
      top.add(fitted.get());
    }
    counts[result.state().ordinal()]++;
    if (result.state() == State.STOPPED) {
      seedGroups.accept(trial, complete, value);
      return;
    }
    Optimizer optimizer = trial.trajectory().optimizer();
    optimizers.computeIfAbsent(optimizer, o -> new Tally()).add(rank, result.state(), value);
    values.forEach(
        (axis, tallies) -> {
          if (axis.appliesTo(trial)) {
            tallies
                .computeIfAbsent(axis.value(trial), v -> new Tally())
                .add(rank, result.state(), value);
          }
        });
    if (complete) {
      addToTied(value);
    }
    if (complete && trial.epochs() == plan.maxEpochs() && optimizer.hasLearningRate()) {
      stableRates.merge(optimizer, trial.trajectory().learningRate(), Math::max);
    }
    seedGroups.accept(trial, complete, value);
    addToBest(result, complete);
  }

  private void addToTied(double value) {
    double error = metric.error(value);
    if (Double.isNaN(least)) {
      least = error;
    } else if (least > 0 && error <= least * (1 + TIED)) {
      tied++;
    }
  }

  private void addToBest(TrialResult result, boolean complete) {
    TrialResult best = top.get(0).result();
    if (complete && result.trial().trajectory().equals(best.trial().trajectory())) {
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
        new SweepReport.Leading(top, seedGroups.ranking(), byEpochs, WinnerFacts.NONE));
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

  /** Counts of trials that share something; the first complete one given is the best. */
  private static final class Tally {
    private long trials;
    private long complete;
    private long diverged;
    private long bestRank;
    private double best = Double.NaN;

    void add(long rank, State state, double value) {
      trials++;
      if (state == State.COMPLETE) {
        if (complete == 0) {
          bestRank = rank;
          best = value;
        }
        complete++;
      } else if (state == State.DIVERGED) {
        diverged++;
      }
    }
  }
}
