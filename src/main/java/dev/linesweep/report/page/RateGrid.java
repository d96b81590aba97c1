package dev.linesweep.report.page;

import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Trial;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.State;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.text.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The trials of one optimizer by learning rate and epochs: the best of each cell over all other
 * axes, and what failed there. Its memory does not grow with the trials.
 */
final class RateGrid {
  static final int MOST_RATES = 64;
  static final int MOST_DRAWN_RATES = 16;
  static final int MOST_EPOCHS = 30;

  private final Optimizer optimizer;
  private final Bins rates;
  private final Bins epochs;
  private final Cell[] cells;
  private final DoublePredicate useless;
  private final RankingMetric metric;
  private double lowestDiverged = Double.NaN;
  private @Nullable RankedTrial best;

  /**
   * @param useless of the metric's values: no better than always predicting the mean of the label
   */
  RateGrid(
      Optimizer optimizer, Bins rates, Bins epochs, DoublePredicate useless, RankingMetric metric) {
    this.optimizer = optimizer;
    this.rates = rates;
    this.epochs = epochs;
    this.useless = useless;
    this.metric = metric;
    this.cells = new Cell[rates.size() * epochs.size()];
    Arrays.setAll(cells, index -> new Cell());
  }

  /**
   * Trials come by rank.
   *
   * @param value the metric's; read if the trial is complete
   */
  void accept(RankedTrial trial, double value) {
    double rate = trial.result().trial().trajectory().learningRate();
    Cell cell = cellOf(trial.result().trial());
    cell.accept(trial, value, metric);
    if (trial.result().state() == State.COMPLETE) {
      best = best == null ? trial : best;
      if (useless.test(value)) {
        cell.useless++;
      }
    }
    if (trial.result().state() == State.DIVERGED && !(rate >= lowestDiverged)) {
      lowestDiverged = rate;
    }
  }

  private Cell cellOf(Trial trial) {
    int row = epochs.indexOf(trial.epochs());
    return cells[row * rates.size() + rates.indexOf(trial.trajectory().learningRate())];
  }

  /**
   * Takes a setting over its repeats.
   *
   * @param value of its metric; not a number if it has none
   */
  void accept(Trial setting, double value) {
    Cell cell = cellOf(setting);
    if (isBetter(value, cell.bestOver, metric)) {
      cell.bestOver = value;
    }
  }

  /** Anything is better than nothing, which is not a number. */
  private static boolean isBetter(double value, double than, RankingMetric metric) {
    return !Double.isNaN(value) && !(metric.costOf(than) <= metric.costOf(value));
  }

  Optimizer optimizer() {
    return optimizer;
  }

  /** The optimizer's first complete trial. */
  @Nullable RankedTrial best() {
    return best;
  }

  /** The lowest learning rate at which a trial diverged. */
  OptionalDouble lowestDiverged() {
    return Double.isNaN(lowestDiverged)
        ? OptionalDouble.empty()
        : OptionalDouble.of(lowestDiverged);
  }

  /** The complete trials that are no better than always predicting the mean of the label. */
  long uselessTrials() {
    return Arrays.stream(cells).mapToLong(cell -> cell.useless).sum();
  }

  /**
   * The learning rates at which most complete trials are no better than that; empty for none and
   * for all.
   */
  String uselessRates() {
    return some(rates, rate -> mostlyUseless(cell -> cell % rates.size() == rate));
  }

  /**
   * The epochs after which most complete trials are no better than that; empty for none and for
   * all.
   */
  String uselessEpochs() {
    return some(epochs, row -> mostlyUseless(cell -> cell / rates.size() == row));
  }

  private static String some(Bins bins, IntPredicate chosen) {
    boolean all = IntStream.range(0, bins.size()).allMatch(chosen);
    return all ? "" : bins.ranges(chosen);
  }

  private boolean mostlyUseless(IntPredicate chosen) {
    long complete = 0;
    long useless = 0;
    for (int i = 0; i < cells.length; i++) {
      if (chosen.test(i)) {
        complete += cells[i].counts[State.COMPLETE.ordinal()];
        useless += cells[i].useless;
      }
    }
    return 2 * useless > complete;
  }

  boolean grouped() {
    return rates.grouped() || epochs.grouped();
  }

  /**
   * Cells are rate, epochs, best value, the first rank, the best one's rate, complete, diverged,
   * failed, and the best of its settings over their repeats.
   */
  Map<String, Object> toJson() {
    List<Object> filled = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      if (cells[i].trials() > 0) {
        filled.add(cells[i].toJson(i % rates.size(), i / rates.size()));
      }
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("optimizer", optimizer.key());
    json.put("rated", optimizer.hasLearningRate());
    json.put("rates", rates.labels());
    json.put("epochs", epochs.labels());
    json.put("cells", filled);
    return json;
  }

  private static final class Cell {
    private double best = Double.NaN;
    private double rate = Double.NaN;
    private long rank;
    private long useless;
    private final long[] counts = new long[State.values().length];

    /** The best of its settings, by their metrics over the repeats. */
    private double bestOver = Double.NaN;

    void accept(RankedTrial trial, double value, RankingMetric metric) {
      State state = trial.result().state();
      boolean better = state == State.COMPLETE && isBetter(value, best, metric);
      if (better) {
        best = value;
      }
      if (state == State.COMPLETE && rank == 0) {
        rank = trial.rank();
      }
      if (better || Double.isNaN(rate)) {
        rate = trial.result().trial().trajectory().learningRate();
      }
      counts[state.ordinal()]++;
    }

    long trials() {
      return Arrays.stream(counts).sum();
    }

    List<@Nullable Object> toJson(int column, int row) {
      List<@Nullable Object> json = new ArrayList<>();
      json.add(column);
      json.add(row);
      json.add(Json.rounded(best));
      json.add(rank);
      json.add(Json.rounded(rate));
      json.add(counts[State.COMPLETE.ordinal()]);
      json.add(counts[State.DIVERGED.ordinal()]);
      json.add(counts[State.FAILED.ordinal()]);
      json.add(Json.rounded(bestOver));
      json.add(counts[State.STOPPED.ordinal()]);
      return json;
    }
  }
}
