package dev.linesweep.report.page;

import dev.linesweep.report.Axes;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.SweepReport.OptimizerTally;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How each optimizer did, the best first: its best trial, and how it fails. */
final class OptimizerRows {
  private final SweepReport report;
  private final PageTrials trials;
  private final Axes axes;

  record Row(String optimizer, Best best, Counts trials, String remark) {}

  /** The metric of its best trial, with its rank and setting, empty if none completed. */
  record Best(String value, String rank, String setting) {}

  record Counts(String complete, String diverged, String failed) {}

  OptimizerRows(SweepReport report, PageTrials trials) {
    this.report = report;
    this.trials = trials;
    this.axes = report.axes();
  }

  List<Row> rows() {
    Comparator<OptimizerTally> byRank =
        Comparator.comparingLong(
            tally -> tally.bestRank() == 0 ? Long.MAX_VALUE : tally.bestRank());
    return report.optimizers().stream().sorted(byRank).map(this::row).toList();
  }

  private Row row(OptimizerTally tally) {
    RateGrid grid =
        trials.grids().stream()
            .filter(g -> g.optimizer() == tally.optimizer())
            .findFirst()
            .orElseThrow();
    return new Row(
        tally.optimizer().key(),
        best(tally, grid),
        new Counts(
            Rounded.of(tally.complete()), Rounded.of(tally.diverged()), Rounded.of(tally.failed())),
        remark(tally, grid));
  }

  private Best best(OptimizerTally tally, RateGrid grid) {
    RankedTrial best = grid.best();
    return new Best(
        Rounded.of(tally.best()),
        tally.bestRank() == 0 ? "" : Rounded.of(tally.bestRank()),
        best == null ? "" : axes.withoutOptimizer(best.result().trial()));
  }

  private String remark(OptimizerTally tally, RateGrid grid) {
    if (tally.failed() == tally.trials()) {
      return "every trial failed";
    }
    if (tally.complete() == 0) {
      return tally.diverged() + tally.failed() == 0
          ? stopsEarly() ? "stopped early at every setting" : "not trained yet"
          : "diverges at every setting" + (tally.failed() > 0 ? " or fails" : "");
    }
    if (grid.uselessTrials() == tally.complete()) {
      return "learns nothing: no better than always predicting the mean";
    }
    return stability(tally, grid) + weakness(tally, grid) + distance(tally);
  }

  /** How far its best is from the winner's. */
  private String distance(OptimizerTally tally) {
    double winner = report.bestValue();
    double ratio = tally.best() / winner;
    return report.metric().spec().goal() == MetricSpec.Goal.MINIMIZE && winner > 0 && ratio >= 2
        ? "; its best is %s times the winner's".formatted(Rounded.of(Math.round(ratio)))
        : "";
  }

  private boolean stopsEarly() {
    return !report.plan().brackets().isNone();
  }

  private String stability(OptimizerTally tally, RateGrid grid) {
    if (tally.diverged() == 0) {
      String none = stopsEarly() ? "none diverged as far as trained" : "none diverged";
      return tally.failed() > 0 ? "some trials failed" : none;
    }
    return grid.lowestDiverged().isPresent()
        ? "diverges first at learning rate %s"
            .formatted(Rounded.of(grid.lowestDiverged().getAsDouble()))
        : "diverges at some settings";
  }

  /** How many trials are worth nothing, and the settings of most of these. */
  private static String weakness(OptimizerTally tally, RateGrid grid) {
    if (grid.uselessTrials() == 0) {
      return "";
    }
    List<String> places = new ArrayList<>();
    if (!grid.uselessEpochs().isEmpty()) {
      places.add(grid.uselessEpochs() + (grid.uselessEpochs().equals("1") ? " epoch" : " epochs"));
    }
    if (!grid.uselessRates().isEmpty()) {
      places.add("learning rate " + grid.uselessRates());
    }
    return "; %s of %s trials no better than predicting the mean%s"
        .formatted(
            Rounded.of(grid.uselessTrials()),
            Rounded.of(tally.trials()),
            places.isEmpty() ? "" : ", mostly at " + String.join(" or ", places));
  }
}
