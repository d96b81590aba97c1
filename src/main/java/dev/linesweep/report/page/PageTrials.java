package dev.linesweep.report.page;

import dev.linesweep.model.Baselines;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trial;
import dev.linesweep.plan.TrialId;
import dev.linesweep.report.Axes;
import dev.linesweep.report.Axis;
import dev.linesweep.result.RankedSetting;
import dev.linesweep.result.RankedSettings;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.State;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.DoublePredicate;

/**
 * What the page shows of the trials, gathered in one pass by rank: sums over all of them, and rows
 * of all, or of the best and a sample if there are many. A trial is in the sample by its id, so the
 * same sweep gives the same page.
 */
public final class PageTrials {
  /** Up to so many trials the page has every one. */
  public static final int ALL = 5000;

  /** Of more trials it has so many of the best, and as many sampled from the rest. */
  public static final int LEADERS = 1000;

  private static final int LEADING_CURVES = 200;
  private static final int CURVES = 300;
  private static final int REASONS = 20;

  private final RankingMetric metric;
  private final boolean averaged;
  private final RankedSettings settings;
  private final int leaders;
  private final List<RankedTrial> leading = new ArrayList<>();
  private final PriorityQueue<RankedTrial> sample =
      new PriorityQueue<>(Comparator.comparing((RankedTrial t) -> t.result().id()).reversed());
  private final Map<Optimizer, RateGrid> grids = new EnumMap<>(Optimizer.class);
  private final Map<String, Long> reasons = new LinkedHashMap<>();
  private final ExpectedBest expected;
  private final Importance importance;

  public PageTrials(Axes axes, RankingMetric metric, Baselines baselines) {
    SweepPlan plan = axes.plan();
    this.metric = metric;
    this.leaders = plan.trials() <= ALL ? ALL : LEADERS;
    double mean =
        baselines
            .named(Baselines.MEAN)
            .map(found -> metric.cost(found.part(metric.spec().part())))
            .orElse(Double.NaN);
    DoublePredicate useless = value -> metric.costOf(value) >= mean;
    expected = new ExpectedBest(metric::costOf, metric.valueOfCost(mean));
    importance = new Importance(axes);
    averaged = plan.spec().hasRepeats();
    settings = new RankedSettings(averaged, this::accept);
    Bins epochs =
        Bins.of(
            Arrays.stream(plan.epochs()).asDoubleStream().boxed().toList(), RateGrid.MOST_EPOCHS);
    for (Object each : axes.values(Axis.OPTIMIZER)) {
      Optimizer optimizer = (Optimizer) each;
      Bins rates = Bins.of(axes.rates(optimizer), mostRates(plan.spec().parameters(), optimizer));
      grids.put(optimizer, new RateGrid(optimizer, rates, epochs, useless, metric));
    }
  }

  /** A rate that is drawn has one trial, so that only groups of them say anything. */
  private static int mostRates(ParameterSpec parameters, Optimizer optimizer) {
    return parameters.drawnRates(optimizer).isPresent()
        ? RateGrid.MOST_DRAWN_RATES
        : RateGrid.MOST_RATES;
  }

  /** Takes the next trial by rank. */
  public void accept(RankedTrial trial) {
    RateGrid grid = grids.get(trial.result().trial().trajectory().optimizer());
    if (grid != null) {
      double value = value(trial);
      grid.accept(trial, value);
    }
    if (averaged) {
      settings.accept(trial);
    } else if (trial.result().state() != State.STOPPED) {
      judge(trial.result().trial(), value(trial));
    }
    String error = trial.result().error();
    if (!error.isEmpty() && (reasons.containsKey(error) || reasons.size() < REASONS)) {
      reasons.merge(error, 1L, Long::sum);
    }
    if (leading.size() < leaders) {
      leading.add(trial);
    } else {
      addToSample(trial);
    }
  }

  private void accept(RankedSetting setting) {
    RateGrid grid = grids.get(setting.setting().trajectory().optimizer());
    if (grid != null) {
      grid.accept(setting.setting(), setting.value(metric));
    }
    if (setting.count(State.STOPPED) == 0) {
      judge(setting.setting(), setting.value(metric));
    }
  }

  private void judge(Trial setting, double value) {
    expected.accept(value);
    importance.accept(setting, value);
  }

  /** What searches of fewer trials, or settings, would reach; after the last trial. */
  ExpectedBest expected() {
    settings.finish();
    return expected;
  }

  /** Which axes matter; after the last trial. */
  Importance importance() {
    settings.finish();
    return importance;
  }

  /** True if settings have repeats, so that cells have values over these. */
  boolean averaged() {
    return averaged;
  }

  private void addToSample(RankedTrial trial) {
    RankedTrial last = sample.peek();
    if (last == null || sample.size() < LEADERS) {
      sample.add(trial);
    } else if (trial.result().id().compareTo(last.result().id()) < 0) {
      sample.poll();
      sample.add(trial);
    }
  }

  /** The metric's value; not a number unless the trial is complete. */
  double value(RankedTrial trial) {
    return trial.result().state() == State.COMPLETE ? trial.result().value(metric) : Double.NaN;
  }

  /** The trials that the page lists, by rank. */
  List<RankedTrial> rows() {
    List<RankedTrial> rows = new ArrayList<>(leading);
    sample.stream().sorted(Comparator.comparingLong(RankedTrial::rank)).forEach(rows::add);
    return rows;
  }

  /** The best of the trials that the page lists, without the sample. */
  List<RankedTrial> leading() {
    return List.copyOf(leading);
  }

  boolean sampled() {
    return !sample.isEmpty();
  }

  int sampleSize() {
    return sample.size();
  }

  /** After the last trial. */
  Collection<RateGrid> grids() {
    settings.finish();
    return grids.values();
  }

  /** Why trials failed, with how many did; the first twenty reasons. */
  Map<String, Long> reasons() {
    return Collections.unmodifiableMap(reasons);
  }

  /** The trajectories whose curves the page has, if they are recorded. */
  public Set<TrialId> curves() {
    Set<TrialId> wanted = new LinkedHashSet<>();
    add(wanted, leading, sampled() ? LEADING_CURVES : CURVES);
    add(wanted, rows(), CURVES);
    return wanted;
  }

  private static void add(Set<TrialId> wanted, List<RankedTrial> trials, int most) {
    for (RankedTrial trial : trials) {
      if (wanted.size() >= most) {
        return;
      }
      wanted.add(trial.result().trial().trajectory().id());
    }
  }
}
