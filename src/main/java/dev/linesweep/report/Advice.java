package dev.linesweep.report;

import dev.linesweep.data.Decimal;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.result.Baselines;
import dev.linesweep.result.PartMetrics;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.RankingMetric;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.MetricSpec.Measure;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.spec.ParameterSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the results say to try next. It takes every trial once, in the order of ranks, and keeps a
 * few numbers for each optimizer and the relatives of the best trial.
 */
public final class Advice implements Consumer<RankedTrial> {
  private static final double WORTH_MENTIONING = 0.01;
  private static final double MOSTLY = 0.5;
  private static final double MANY = 10;
  private static final int COUNTED = 1000;

  private final ParameterSpec axes;
  private final RankingMetric metric;
  private final Map<Optimizer, Share> shares = new EnumMap<>(Optimizer.class);
  private final List<Double> costsOverSeeds = new ArrayList<>();
  private final Set<Trial> rivals = new HashSet<>();
  private int rivalsWithinSpread;
  private @Nullable TrialResult best;
  private @Nullable TrialResult bestOneEpochBefore;

  public Advice(ParameterSpec axes, RankingMetric metric) {
    this.axes = axes;
    this.metric = metric;
  }

  private static final class Share {
    long trials;
    long diverged;
    double largestCompleteRate = Double.NaN;
  }

  @Override
  public void accept(RankedTrial ranked) {
    TrialResult trial = ranked.result();
    count(trial);
    if (trial.state() != State.COMPLETE) {
      return;
    }
    if (best == null) {
      best = trial;
    }
    relate(best, trial);
  }

  private void count(TrialResult result) {
    Trajectory trajectory = result.trial().trajectory();
    Share share = shares.computeIfAbsent(trajectory.optimizer(), o -> new Share());
    share.trials++;
    if (result.state() == State.DIVERGED) {
      share.diverged++;
    } else if (result.state() == State.COMPLETE
        && !(trajectory.learningRate() <= share.largestCompleteRate)) {
      share.largestCompleteRate = trajectory.learningRate();
    }
  }

  private void relate(TrialResult first, TrialResult trial) {
    Trial setting = withoutSeed(trial.trial());
    if (setting.equals(withoutSeed(first.trial()))) {
      costsOverSeeds.add(cost(trial));
      rivalsWithinSpread = rivals.size();
    } else if (rivals.size() < COUNTED && axes.seeds().size() > 1) {
      rivals.add(setting);
    }
    boolean sameTrajectory = trial.trial().trajectory().equals(first.trial().trajectory());
    if (sameTrajectory && trial.trial().epochs() == epochsBefore(first.trial().epochs())) {
      bestOneEpochBefore = trial;
    }
  }

  private static Trial withoutSeed(Trial trial) {
    Trajectory t = trial.trajectory();
    return new Trial(
        new Trajectory(
            t.settings(), t.learningRate(), t.batchSize(), t.l1(), t.l2(), Trajectory.NO_SEED),
        trial.epochs());
  }

  private int epochsBefore(int epochs) {
    int index = axes.epochs().indexOf(epochs);
    return index > 0 ? axes.epochs().get(index - 1) : 0;
  }

  private double cost(TrialResult trial) {
    return metric.cost(part(trial));
  }

  private PartMetrics part(TrialResult trial) {
    return switch (metric.spec().part()) {
      case TRAIN -> trial.train();
      case VALIDATION -> trial.validation();
      case TEST -> trial.test();
    };
  }

  /** The notes, most useful first; call it when every trial has been taken. */
  public List<Note> notes(Baselines baselines) {
    List<Note> notes = new ArrayList<>();
    TrialResult first = best;
    if (first != null) {
      epochs(first).ifPresent(notes::add);
      learningRate(first).ifPresent(notes::add);
      penalty("l1", axes.l1(), first.trial().trajectory().l1()).ifPresent(notes::add);
      penalty("l2", axes.l2(), first.trial().trajectory().l2()).ifPresent(notes::add);
      leastSquares(first, baselines).ifPresent(notes::add);
      seeds().ifPresent(notes::add);
    }
    shares.forEach((optimizer, share) -> diverged(optimizer, share).ifPresent(notes::add));
    return notes;
  }

  private Optional<Note> epochs(TrialResult first) {
    int epochs = first.trial().epochs();
    int last = axes.epochs().get(axes.epochs().size() - 1);
    TrialResult before = bestOneEpochBefore;
    if (epochs != last || before == null) {
      return Optional.empty();
    }
    double gain = cost(before) - cost(first);
    if (!(gain > WORTH_MENTIONING * Math.abs(cost(before)))) {
      return Optional.empty();
    }
    return Optional.of(
        new Note(
            "%s was still getting better at the last epoch: %s after %d, %s after %d."
                .formatted(
                    metric.spec().key(),
                    Rounded.of(metric.value(part(before))),
                    before.trial().epochs(),
                    Rounded.of(metric.value(part(first))),
                    epochs),
            "epochs: {values: [%d, %d]}".formatted(epochs, Math.min(4L * epochs, 1_000_000L))));
  }

  private Optional<Note> learningRate(TrialResult first) {
    Trajectory trajectory = first.trial().trajectory();
    double rate = trajectory.learningRate();
    List<Double> rates = rates(trajectory.optimizer());
    if (rates.size() < 2 || Double.isNaN(rate)) {
      return Optional.empty();
    }
    boolean lowest = rate == Collections.min(rates);
    if (!lowest && rate != Collections.max(rates)) {
      return Optional.empty();
    }
    double[] range = lowest ? new double[] {rate / 10, rate} : new double[] {rate, rate * 10};
    return Optional.of(
        new Note(
            "The best learning rate of %s, %s, is the %s that was tried."
                .formatted(
                    trajectory.optimizer().key(),
                    Rounded.of(rate),
                    lowest ? "smallest" : "largest"),
            "learning_rate: {min: %s, max: %s, count: 10, scale: log}"
                .formatted(number(range[0]), number(range[1]))));
  }

  private List<Double> rates(Optimizer optimizer) {
    List<Double> rates = new ArrayList<>();
    for (OptimizerSpec entry : axes.optimizers()) {
      if (entry.optimizer() == optimizer) {
        rates.addAll(
            entry.learningRates().isEmpty() ? axes.learningRates() : entry.learningRates());
      }
    }
    return rates;
  }

  private static Optional<Note> penalty(String axis, List<Double> values, double value) {
    if (values.size() < 2 || value != Collections.max(values) || value == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Note(
            "The best %s, %s, is the largest that was tried.".formatted(axis, Rounded.of(value)),
            "%s: {values: [%s, %s, %s]}"
                .formatted(axis, number(value), number(3 * value), number(10 * value))));
  }

  private Optional<Note> leastSquares(TrialResult first, Baselines baselines) {
    Optional<Baselines.Baseline> ols = baselines.named(Baselines.OLS);
    Measure measure = metric.spec().measure();
    if (ols.isEmpty() || measure == Measure.R2) {
      return Optional.empty();
    }
    PartMetrics closed =
        switch (metric.spec().part()) {
          case TRAIN -> ols.get().train();
          case VALIDATION -> ols.get().validation();
          case TEST -> ols.get().test();
        };
    double worse = metric.value(part(first)) / metric.value(closed) - 1;
    if (!(worse > WORTH_MENTIONING) || !Double.isFinite(worse)) {
      return Optional.empty();
    }
    return Optional.of(
        new Note(
            "The best trial's %s is %s that of least squares in closed form."
                .formatted(metric.spec().key(), comparison(worse)),
            ""));
  }

  private static String comparison(double worse) {
    return worse < MANY ? Rounded.percent(worse) + " worse than" : Rounded.of(worse + 1) + " times";
  }

  private Optional<Note> seeds() {
    if (costsOverSeeds.size() < 2 || rivalsWithinSpread == 0) {
      return Optional.empty();
    }
    double spread = Collections.max(costsOverSeeds) - Collections.min(costsOverSeeds);
    return Optional.of(
        new Note(
            "%s%s other settings lie within the best one's spread over %d seeds (%s): they cannot be told apart."
                .formatted(
                    rivalsWithinSpread >= COUNTED ? "At least " : "",
                    Rounded.count(rivalsWithinSpread),
                    costsOverSeeds.size(),
                    Rounded.of(spread)),
            ""));
  }

  private Optional<Note> diverged(Optimizer optimizer, Share share) {
    double part = (double) share.diverged / share.trials;
    if (part < MOSTLY) {
      return Optional.empty();
    }
    double rate = share.largestCompleteRate;
    return Optional.of(
        new Note(
            "%s of %s's trials diverged.".formatted(Rounded.percent(part), optimizer.key()),
            Double.isNaN(rate)
                ? "standardize: all"
                : "%s: {learning_rate: {min: %s, max: %s, count: 10, scale: log}}"
                    .formatted(optimizer.key(), number(rate / 1000), number(rate))));
  }

  /** As the job file takes it, without the digits that only rounding made. */
  private static String number(double value) {
    return Decimal.of(
        new java.math.BigDecimal(value).round(new java.math.MathContext(6)).doubleValue());
  }
}
