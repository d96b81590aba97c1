package dev.linesweep.report;

import dev.linesweep.model.RankingMetric;
import dev.linesweep.report.SettingSpread.Standing;
import java.util.List;
import java.util.stream.Stream;

/**
 * How settings compare over their repeats. The headline, the verdict, the table of settings and the
 * advice all read it from here.
 *
 * @param leading the first settings by rank that have a metric, at most twenty; empty if a setting
 *     has one trial
 */
public record SettingEvidence(List<Compared> leading) {
  /**
   * A setting next to the first one.
   *
   * @param better whether its metric is better, which a simpler first one may leave to it
   */
  public record Compared(SettingSpread spread, Standing standing, boolean better) {}

  public SettingEvidence {
    leading = List.copyOf(leading);
  }

  static SettingEvidence on(SweepReport report) {
    List<SettingSpread> ranked =
        report.settings().leading().stream()
            .filter(spread -> !Double.isNaN(spread.value(report.metric())))
            .toList();
    return new SettingEvidence(
        ranked.stream().map(spread -> compared(report, spread, ranked.get(0))).toList());
  }

  private static Compared compared(SweepReport report, SettingSpread spread, SettingSpread first) {
    RankingMetric metric = report.metric();
    return new Compared(
        spread,
        spread.standingNextTo(first, metric::error),
        metric.costOf(spread.value(metric)) < metric.costOf(first.value(metric)));
  }

  private Stream<Compared> following() {
    return leading.stream().skip(1).filter(compared -> !compared.better());
  }

  /** Those of the first twenty that follow the first one and compare with it like this. */
  public int followers(Standing standing) {
    return (int) following().filter(compared -> compared.standing() == standing).count();
  }

  /** How many of the first twenty follow the first one. */
  public int followers() {
    return (int) following().count();
  }
}
