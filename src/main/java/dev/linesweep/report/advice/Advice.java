package dev.linesweep.report.advice;

import dev.linesweep.report.Axis;
import dev.linesweep.report.SweepReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A note on what to try next. What could be chance or rounding gets none: an edge counts if its
 * value beats the one next to it by more than 1 %, and nothing is worth trying if the best trial
 * already fits exactly.
 *
 * @param note one sentence or two
 * @param change lines of a job file that do it, each valid YAML at its place
 */
public record Advice(String note, String change) {
  private static final int MOST = 5;

  private static final List<Rule> BY_IMPORTANCE =
      List.of(
          LearningRateAdvice::onEdge,
          EpochsAdvice::on,
          ClosedFormAdvice::on,
          TestRowsAdvice::on,
          SeedAdvice::on,
          LearningRateAdvice::onDivergence,
          BatchSizeAdvice::on,
          facts -> PenaltyAdvice.on(facts, Axis.L1),
          facts -> PenaltyAdvice.on(facts, Axis.L2),
          ParameterAdvice::on);

  /** Edges of rates and epochs mean nothing to features of another scale. */
  private static final List<Rule> WITH_SCALING =
      List.of(UnscaledAdvice::ifCause, TestRowsAdvice::on, SeedAdvice::on);

  /** The notes on a sweep, the most important first, at most five. */
  public static List<Advice> on(SweepReport report) {
    ReportFacts facts = new ReportFacts(report);
    if (report.best().isEmpty()) {
      return NothingCompleteAdvice.on(facts).stream().toList();
    }
    Map<String, Advice> byChange = new LinkedHashMap<>();
    boolean scaling = UnscaledAdvice.ifCause(facts).isPresent();
    for (Rule rule : scaling ? WITH_SCALING : BY_IMPORTANCE) {
      rule.on(facts).ifPresent(advice -> byChange.putIfAbsent(advice.change(), advice));
    }
    return byChange.values().stream().limit(MOST).toList();
  }
}
