package dev.linesweep.report;

import java.util.Optional;

/**
 * What a sweep's numbers prove about its best trial. All that people read draws on this one value,
 * so that the headline, the tables, the closing text and the advice cannot contradict each other.
 *
 * @param farFromOptimum that the closed form is much better on the training rows, as a clause
 */
public record Judgment(SeedEvidence seeds, Verdict verdict, Optional<String> farFromOptimum) {
  public static Judgment on(SweepReport report) {
    SeedEvidence seeds = SeedEvidence.on(report);
    return new Judgment(
        seeds,
        Verdict.on(report, seeds),
        report.best().flatMap(best -> new Doubts(report, best, seeds).farFromClosedForm()));
  }

  /** The feature whose scale is in the way of training; empty if there is none. */
  public static Optional<DataFacts.Feature> unscaled(SweepReport report) {
    return Doubts.unscaled(report);
  }

  /** What the judgment says of seeds, in sentences. */
  public SeedWords seedWords(SweepReport report) {
    return new SeedWords(report, seeds);
  }
}
