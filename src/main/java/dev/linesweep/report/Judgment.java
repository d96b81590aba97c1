package dev.linesweep.report;

import java.util.Optional;

/**
 * What a sweep's numbers prove about its best trial. All texts draw on this one value, so that the
 * headline, the tables, the closing text and the advice cannot contradict each other.
 *
 * @param farFromOptimum that the exact fit is much better on the training rows, as a clause
 * @param atOptimum that no weights fit the training rows noticeably better by the loss trained on
 */
public record Judgment(
    SettingEvidence settings, Verdict verdict, Optional<String> farFromOptimum, boolean atOptimum) {
  public static Judgment on(SweepReport report) {
    SettingEvidence settings = SettingEvidence.on(report);
    Optional<Doubts> doubts = report.best().map(best -> new Doubts(report, best));
    return new Judgment(
        settings,
        Verdict.on(report),
        doubts.flatMap(Doubts::farFromClosedForm),
        doubts.filter(Doubts::atOptimum).isPresent());
  }

  /**
   * How much of the best trial's difference from a baseline on the test rows can be chance, as a
   * clause; empty if the difference is larger than that.
   */
  public Optional<String> chance(SweepReport report, String baseline) {
    Comparison comparison = Comparison.of(report);
    return comparison.rows().stream()
        .filter(row -> row.key().equals(baseline))
        .findFirst()
        .flatMap(
            row ->
                report
                    .best()
                    .map(best -> new Doubts(report, best))
                    .flatMap(doubts -> doubts.onDifference(row, comparison.measure())));
  }

  /** The feature whose scale is in the way of training; empty if there is none. */
  public static Optional<DataFacts.Feature> unscaled(SweepReport report) {
    return Causes.unscaled(report);
  }

  /** What the judgment says of repeats, in sentences. */
  public RepeatWords repeatWords(SweepReport report) {
    return new RepeatWords(report, settings);
  }
}
