package dev.linesweep.report;

import dev.linesweep.data.Decimal;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.SweepReport.AtEpochs;
import dev.linesweep.report.SweepReport.AxisTally;
import dev.linesweep.report.SweepReport.OptimizerTally;
import dev.linesweep.report.SweepReport.ValueTally;
import dev.linesweep.result.Baselines;
import dev.linesweep.result.RankingMetric;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.SplitSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * A note on what to try next. What could be chance or rounding gets none: an edge counts where its
 * value beats the one beside it by more than 1 %, and nothing is worth trying where the best trial
 * already fits exactly.
 *
 * @param note one sentence or two
 * @param change lines of a job file that do it, each valid YAML at its place
 */
public record Advice(String note, String change) {
  private static final int MOST = 5;

  /** A difference below this share is none. */
  private static final double NOTICEABLE = 0.01;

  /** An error below this share of the label's deviation is none. */
  private static final double EXACT = 1e-3;

  /** What twice the epochs must promise. */
  private static final double STILL_FALLING = 0.05;

  private static final List<Function<SweepReport, Optional<Advice>>> BY_IMPORTANCE =
      List.of(
          Advice::onRateAtEdge,
          Advice::onLossStillFalling,
          Advice::onClosedFormBeingBetter,
          Advice::onChoosingByTestRows,
          Advice::onSeeds,
          Advice::onDivergence,
          Advice::onBatchSizeAtEdge,
          report -> onPenaltyAtEdge(report, Axis.L1),
          report -> onPenaltyAtEdge(report, Axis.L2),
          Advice::onSettingAtEdge);

  /** The notes on a sweep, the most important first, at most five. */
  public static List<Advice> on(SweepReport report) {
    if (report.best().isEmpty()) {
      return onNothingComplete(report).stream().toList();
    }
    List<Advice> all = new ArrayList<>();
    for (Function<SweepReport, Optional<Advice>> rule : BY_IMPORTANCE) {
      rule.apply(report)
          .filter(advice -> all.stream().noneMatch(a -> a.change.equals(advice.change)))
          .ifPresent(all::add);
    }
    return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
  }

  static Optional<Advice> onNothingComplete(SweepReport report) {
    SweepReport.Counts counts = report.counts();
    if (counts.complete() > 0 || counts.done() == 0) {
      return Optional.empty();
    }
    if (counts.diverged() < counts.failed()) {
      return Optional.of(
          new Advice(
              "%s trials failed; the column error of summary.csv says why."
                  .formatted(Rounded.of(counts.failed())),
              ""));
    }
    AxisValues rates = rates(report);
    if (rates.isEmpty()) {
      return Optional.of(
          new Advice(
              "All trials diverged. Maybe the data needs scaling?", "--set data.standardize=all"));
    }
    return Optional.of(
        new Advice(
            "All trials diverged: the learning rates are too high for this data.",
            "learning_rate: " + AxisValues.log(rates.first() / 1000, rates.first(), 10).yaml()));
  }

  static Optional<Advice> onRateAtEdge(SweepReport report) {
    Trial best = bestTrial(report);
    Optimizer optimizer = best.trajectory().optimizer();
    AxisValues rates = rates(report);
    if (exact(report) || asGoodAsClosedForm(report) || rates.size() < 2) {
      return Optional.empty();
    }
    double rate = best.trajectory().learningRate();
    if (!(rate == rates.first() || rate == rates.last())
        || !edgeMatters(report, Axis.LEARNING_RATE, rate)) {
      return Optional.empty();
    }
    boolean lowest = rate == rates.first();
    AxisValues wider = lowest ? rates.below() : rates.above();
    return Optional.of(
        new Advice(
            "The best learning rate, %s, is the %s of those tried%s."
                .formatted(
                    Rounded.of(rate),
                    lowest ? "lowest" : "highest",
                    several(report) ? " with " + optimizer.key() : ""),
            rateLine(report, optimizer, wider)));
  }

  static Optional<Advice> onLossStillFalling(SweepReport report) {
    Trial best = bestTrial(report);
    List<AtEpochs> points = report.bestByEpochs();
    if (best.epochs() != report.plan().maxEpochs()
        || points.size() < 2
        || exact(report)
        || asGoodAsClosedForm(report)) {
      return Optional.empty();
    }
    AtEpochs last = points.get(points.size() - 1);
    AtEpochs before = points.get(points.size() - 2);
    if (!(gainOfDoubling(points) > STILL_FALLING)) {
      return Optional.empty();
    }
    return Optional.of(
        new Advice(
            "Its loss was still falling at the last epoch (%s after %s epochs, %s after %s)."
                .formatted(
                    Rounded.of(before.ranked().loss()),
                    Rounded.of((long) before.epochs()),
                    Rounded.of(last.ranked().loss()),
                    Rounded.of((long) last.epochs())),
            moreEpochs(report)));
  }

  /**
   * The share that twice the epochs would take off the loss if it went on falling as a power of the
   * epochs: the power by least squares through the logarithms of the points in the last half of the
   * epochs, or of the last two. Nothing where the last is not the lowest.
   */
  static double gainOfDoubling(List<AtEpochs> points) {
    AtEpochs last = points.get(points.size() - 1);
    if (points.stream().anyMatch(point -> point.ranked().loss() < last.ranked().loss())) {
      return 0;
    }
    SimpleRegression line = new SimpleRegression();
    for (int i = 0; i < points.size(); i++) {
      AtEpochs point = points.get(i);
      if (i >= points.size() - 2 || 2L * point.epochs() >= last.epochs()) {
        line.addData(Math.log(point.epochs()), Math.log(point.ranked().loss()));
      }
    }
    return 1 - Math.pow(2, line.getSlope());
  }

  static Optional<Advice> onClosedFormBeingBetter(SweepReport report) {
    if (exact(report) || asGoodAsClosedForm(report)) {
      return Optional.empty();
    }
    return closedForm(report)
        .map(
            baseline ->
                new Advice(
                    "%s in closed form %s: %s %s instead of %s. %s"
                        .formatted(
                            baseline.name().equals(Baselines.LAD)
                                ? "Least absolute deviations"
                                : "Least squares",
                            baseline.name().equals(Baselines.LAD) ? "are better" : "is better",
                            report.metric().spec().key(),
                            Rounded.of(closedFormValue(report, baseline)),
                            Rounded.of(bestValue(report)),
                            remedy(report)),
                    remedyLine(report)));
  }

  private static boolean standardizeHelps(SweepReport report) {
    return report.spec().data().standardize() == DataSpec.Standardize.NONE
        && report.features().size() > 1;
  }

  private static boolean lacksAdam(SweepReport report) {
    return report.optimizers().stream().noneMatch(tally -> tally.optimizer() == Optimizer.ADAM);
  }

  private static String remedy(SweepReport report) {
    if (standardizeHelps(report)) {
      return "Features of equal scale are easier to train on.";
    }
    return lacksAdam(report)
        ? "Adam adapts its step to each weight."
        : "More epochs may close the gap.";
  }

  private static String remedyLine(SweepReport report) {
    if (standardizeHelps(report)) {
      return report.spec().training().loss().needsOwnUnits()
          ? "--set data.standardize=features"
          : "--set data.standardize=all";
    }
    if (lacksAdam(report)) {
      List<OptimizerSpec> entries = new ArrayList<>(report.spec().parameters().optimizers());
      entries.add(
          new OptimizerSpec(
              Optimizer.ADAM,
              Optimizer.ADAM.settings().stream().map(s -> List.of(s.defaultValue())).toList(),
              List.of()));
      return "optimizer: " + OptimizerYaml.of(entries);
    }
    return moreEpochs(report);
  }

  static Optional<Advice> onChoosingByTestRows(SweepReport report) {
    if (report.metric().spec().part() != MetricSpec.Part.TEST || report.counts().done() < 2) {
      return Optional.empty();
    }
    String metric =
        "metric: {name: validation_%s, goal: %s}"
            .formatted(
                report.metric().spec().measure().key(),
                report.metric().spec().goal().name().toLowerCase(Locale.ROOT));
    if (report.plan().shape().validationRows() > 0) {
      return Optional.of(
          new Advice(
              "The winner was chosen on the test rows, so its test errors flatter it.", metric));
    }
    SplitSpec split = report.spec().split();
    String line =
        "split: {test: %s, validation: 0.1, by: %s, seed: %d}"
            .formatted(
                Decimal.of(split.test()), split.by().name().toLowerCase(Locale.ROOT), split.seed());
    return Optional.of(
        new Advice(
            "The winner was chosen on the test rows, so its test errors flatter it. "
                + "A validation part keeps the test rows apart.",
            line + "\n" + metric));
  }

  /** Settings that too few seeds cannot tell apart, and a single seed that tells nothing. */
  static Optional<Advice> onSeeds(SweepReport report) {
    if (exact(report)) {
      return Optional.empty();
    }
    return report.seedSpreads().isEmpty() ? onSingleSeed(report) : onTies(report);
  }

  private static Optional<Advice> onSingleSeed(SweepReport report) {
    List<Long> seeds = report.spec().parameters().seeds();
    return seeds.size() != 1
            || !report.spec().training().init().drawsFromSeed()
            || asGoodAsClosedForm(report)
        ? Optional.empty()
        : Optional.of(
            new Advice(
                "All trials have one seed, so how much of the lead is chance is not known.",
                "seed: " + moreSeeds(seeds)));
  }

  private static Optional<Advice> onTies(SweepReport report) {
    List<SeedSpread> spreads =
        report.seedSpreadsByMean().stream()
            .filter(spread -> spread.seeds() > 1 && spread.incomplete() == 0)
            .toList();
    if (spreads.size() < 2) {
      return Optional.empty();
    }
    SeedSpread first = spreads.get(0);
    List<SeedSpread> unclear =
        spreads.stream()
            .skip(1)
            .filter(other -> report.standing(other, first) == SeedSpread.Standing.UNCLEAR)
            .toList();
    if (unclear.isEmpty()) {
      return Optional.empty();
    }
    Axes axes = new Axes(report.plan());
    SeedSpread next = unclear.get(0);
    return Optional.of(
        new Advice(
            "%d seeds are too few to tell the leading settings apart: %s reaches a mean %s of %s, %s %s%s."
                .formatted(
                    first.seeds(),
                    axes.setting(first.example()),
                    report.metric().spec().key(),
                    spread(first),
                    axes.setting(next.example()),
                    spread(next),
                    unclear.size() > 1
                        ? "; %d more are as close".formatted(unclear.size() - 1)
                        : ""),
            "seed: " + moreSeeds(report.spec().parameters().seeds())));
  }

  private static String spread(SeedSpread spread) {
    return "%s ± %s".formatted(Rounded.of(spread.mean()), Rounded.twoDigits(spread.deviation()));
  }

  private static String moreSeeds(List<Long> seeds) {
    List<Long> more = new ArrayList<>(seeds);
    for (long seed = 1; more.size() < Math.max(5, 2 * seeds.size()); seed++) {
      if (!more.contains(seed)) {
        more.add(seed);
      }
    }
    return "{values: " + more + "}";
  }

  static Optional<Advice> onDivergence(SweepReport report) {
    return report.optimizers().stream()
        .filter(tally -> 2 * tally.diverged() > tally.trials())
        .max(Comparator.comparingLong(OptimizerTally::diverged))
        .flatMap(tally -> lowerRates(report, tally));
  }

  private static Optional<Advice> lowerRates(SweepReport report, OptimizerTally tally) {
    AxisValues rates = AxisValues.of(new Axes(report.plan()).rates(tally.optimizer()));
    if (rates.isEmpty()) {
      return Optional.empty();
    }
    double highest = Double.isNaN(tally.stableRate()) ? rates.first() : tally.stableRate();
    if (highest == rates.last() && rates.size() > 1) {
      return Optional.empty();
    }
    boolean below = highest == rates.first();
    AxisValues lower =
        AxisValues.log(below ? highest / 1000 : rates.first(), highest, Math.max(rates.size(), 2));
    String note =
        "%s of %s trials of %s diverged (%s); %s."
            .formatted(
                Rounded.of(tally.diverged()),
                Rounded.of(tally.trials()),
                tally.optimizer().key(),
                Rounded.percent(tally.diverged(), tally.trials()),
                Double.isNaN(tally.stableRate())
                    ? "none was stable up to the last epoch"
                    : "the highest rate that stayed stable is " + Rounded.of(highest));
    return Optional.of(new Advice(note, rateLine(report, tally.optimizer(), lower)));
  }

  static Optional<Advice> onBatchSizeAtEdge(SweepReport report) {
    ParameterSpec parameters = report.spec().parameters();
    int best = bestTrial(report).trajectory().batchSize();
    int[] sizes =
        parameters.batchSizes().stream().mapToInt(s -> s).filter(s -> s > 0).sorted().toArray();
    boolean full = parameters.batchSizes().contains(ParameterSpec.FULL_BATCH);
    if (parameters.batchSizes().size() < 2
        || best == ParameterSpec.FULL_BATCH
        || exact(report)
        || !edgeMatters(report, Axis.BATCH_SIZE, best)) {
      return Optional.empty();
    }
    List<String> values =
        new ArrayList<>(Arrays.stream(sizes).mapToObj(Integer::toString).toList());
    if (best == sizes[0] && best > 1) {
      values.add(0, Integer.toString(best / 2));
    } else if (best == sizes[sizes.length - 1]
        && !full
        && 2L * best < report.plan().shape().trainRows()) {
      values.add(Integer.toString(2 * best));
    } else {
      return Optional.empty();
    }
    values.add("full");
    return Optional.of(
        new Advice(
            "The best batch size, %d, is at the edge of those tried.".formatted(best),
            "batch_size: {values: " + values + "}"));
  }

  static Optional<Advice> onPenaltyAtEdge(SweepReport report, Axis axis) {
    ParameterSpec parameters = report.spec().parameters();
    AxisValues values = AxisValues.of(axis == Axis.L1 ? parameters.l1() : parameters.l2());
    double best = ((Number) axis.value(bestTrial(report))).doubleValue();
    boolean highest = best == values.last();
    if (values.size() < 2
        || best == 0
        || !(highest || best == values.first())
        || exact(report)
        || !edgeMatters(report, axis, best)) {
      return Optional.empty();
    }
    return Optional.of(
        new Advice(
            "The best %s, %s, is the %s of those tried."
                .formatted(axis.key(), Rounded.of(best), highest ? "highest" : "lowest"),
            axis.key() + ": " + (highest ? values.above() : values.below()).yaml()));
  }

  static Optional<Advice> onSettingAtEdge(SweepReport report) {
    Trial best = bestTrial(report);
    if (exact(report) || asGoodAsClosedForm(report)) {
      return Optional.empty();
    }
    Optimizer optimizer = best.trajectory().optimizer();
    for (int setting = 0; setting < optimizer.settings().size(); setting++) {
      Optional<Advice> advice = onSettingAtEdge(report, best, setting);
      if (advice.isPresent()) {
        return advice;
      }
    }
    return Optional.empty();
  }

  private static Optional<Advice> onSettingAtEdge(SweepReport report, Trial best, int index) {
    Optimizer optimizer = best.trajectory().optimizer();
    Optimizer.Setting setting = optimizer.settings().get(index);
    double value = best.trajectory().settings().values().get(index);
    List<OptimizerSpec> changed = new ArrayList<>(report.spec().parameters().optimizers());
    for (int entry = 0; entry < changed.size(); entry++) {
      OptimizerSpec old = changed.get(entry);
      if (old.optimizer() != optimizer || setting.range() != Optimizer.Range.UNIT || value == 0) {
        continue;
      }
      AxisValues values = AxisValues.of(old.settings().get(index));
      boolean highest = value == values.last();
      if (values.size() > 1 && (highest || value == values.first())) {
        List<List<Double>> settings = new ArrayList<>(old.settings());
        settings.set(index, (highest ? values.towardsOne() : values.halved()).sorted());
        changed.set(entry, new OptimizerSpec(optimizer, settings, old.learningRates()));
        return Optional.of(
            new Advice(
                "The best %s of %s, %s, is the %s of those tried."
                    .formatted(
                        setting.key(),
                        optimizer.key(),
                        Rounded.of(value),
                        highest ? "highest" : "lowest"),
                "optimizer: " + OptimizerYaml.of(changed)));
      }
    }
    return Optional.empty();
  }

  private static Trial bestTrial(SweepReport report) {
    return report.top().get(0).result().trial();
  }

  private static AxisValues rates(SweepReport report) {
    return AxisValues.of(new Axes(report.plan()).rates(bestTrial(report).trajectory().optimizer()));
  }

  private static boolean several(SweepReport report) {
    return new Axes(report.plan()).varies(Axis.OPTIMIZER);
  }

  /** The shared axis where the optimizer is alone, else its own. */
  private static String rateLine(SweepReport report, Optimizer optimizer, AxisValues rates) {
    List<OptimizerSpec> entries = report.spec().parameters().optimizers();
    if (!several(report) && entries.stream().allMatch(entry -> entry.learningRates().isEmpty())) {
      return "learning_rate: " + rates.yaml();
    }
    return "optimizer: "
        + OptimizerYaml.of(
            entries.stream()
                .map(
                    entry ->
                        entry.optimizer() == optimizer
                            ? new OptimizerSpec(optimizer, entry.settings(), rates.sorted())
                            : entry)
                .toList());
  }

  private static String moreEpochs(SweepReport report) {
    int[] epochs = report.plan().epochs();
    long last = report.plan().maxEpochs();
    if (epochs.length > 6) {
      return "epochs: {min: %d, max: %d, count: %d, scale: log}"
          .formatted(epochs[0], 4 * last, epochs.length + 2);
    }
    List<Long> values = new ArrayList<>(Arrays.stream(epochs).asLongStream().boxed().toList());
    values.add(2 * last);
    values.add(4 * last);
    return "epochs: {values: " + values + "}";
  }

  /** True where the edge's best trial beats that of the value beside it noticeably. */
  private static boolean edgeMatters(SweepReport report, Axis axis, double edge) {
    Optional<AxisTally> tally = report.axes().stream().filter(a -> a.axis() == axis).findFirst();
    if (tally.isEmpty()) {
      return true;
    }
    List<ValueTally> values =
        tally.get().values().stream().filter(v -> Double.isFinite(v.best())).toList();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).number() == edge && values.size() > 1) {
        double beside = values.get(i == 0 ? 1 : i - 1).best();
        return Math.abs(beside - values.get(i).best()) > NOTICEABLE * Math.abs(beside);
      }
    }
    return true;
  }

  private static double bestValue(SweepReport report) {
    return report.value(report.top().get(0).result());
  }

  private static double closedFormValue(SweepReport report, Baselines.Baseline baseline) {
    return report.metric().value(SweepReport.part(baseline, report.metric().spec().part()));
  }

  private static Optional<Baselines.Baseline> closedForm(SweepReport report) {
    RankingMetric metric = report.metric();
    return report.baselines().all().stream()
        .filter(b -> b.name().equals(Baselines.OLS) || b.name().equals(Baselines.LAD))
        .min(
            Comparator.comparingDouble(
                b -> metric.cost(SweepReport.part(b, metric.spec().part()))));
  }

  private static boolean asGoodAsClosedForm(SweepReport report) {
    RankingMetric metric = report.metric();
    Optional<Baselines.Baseline> baseline = closedForm(report);
    if (baseline.isEmpty()) {
      return false;
    }
    double reached = metric.cost(report.ranked(report.top().get(0).result()));
    double possible = metric.cost(SweepReport.part(baseline.get(), metric.spec().part()));
    return reached - possible <= NOTICEABLE * Math.abs(possible);
  }

  private static boolean exact(SweepReport report) {
    double rmse = report.ranked(report.top().get(0).result()).rmse();
    return rmse < EXACT * Math.sqrt(report.metric().labelVariance());
  }
}
