package dev.linesweep.report.advice;

import dev.linesweep.report.Axes;
import dev.linesweep.report.SeedSpread;
import dev.linesweep.report.SweepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** More seeds where those tried cannot tell settings apart, or a single one tells nothing. */
final class SeedAdvice {
  /** More seeds than these would tell apart only what makes no difference. */
  private static final int MANY = 20;

  private SeedAdvice() {}

  static Optional<Advice> on(ReportFacts facts) {
    if (facts.exact() || facts.parameters().seeds().size() >= MANY) {
      return Optional.empty();
    }
    return facts.report().seeds().leading().isEmpty() ? onSingleSeed(facts) : onTies(facts);
  }

  private static Optional<Advice> onSingleSeed(ReportFacts facts) {
    return facts.report().hasOneSeed()
        ? Optional.of(
            new Advice(
                "All trials have one seed, so how much of the lead is chance is not known.",
                line(facts)))
        : Optional.empty();
  }

  private static Optional<Advice> onTies(ReportFacts facts) {
    SweepReport report = facts.report();
    List<SeedSpread> leading = report.seeds().leading();
    List<SeedSpread> unclear =
        leading.stream()
            .skip(1)
            .filter(other -> report.standing(other, leading.get(0)) == SeedSpread.Standing.UNCLEAR)
            .toList();
    return unclear.isEmpty()
        ? Optional.empty()
        : Optional.of(new Advice(note(facts, leading.get(0), unclear), line(facts)));
  }

  private static String note(ReportFacts facts, SeedSpread first, List<SeedSpread> unclear) {
    Axes axes = facts.axes();
    SeedSpread next = unclear.get(0);
    return "%d seeds are too few to tell the leading settings apart: %s reaches a mean %s of %s, %s %s%s."
        .formatted(
            first.seeds(),
            axes.setting(first.example()),
            facts.report().metric().spec().key(),
            first.inWords(),
            axes.setting(next.example()),
            next.inWords(),
            unclear.size() > 1
                ? "; nor can %d more be told apart from it".formatted(unclear.size() - 1)
                : "");
  }

  /** Twice the seeds, and at least five. */
  private static String line(ReportFacts facts) {
    List<Long> seeds = facts.parameters().seeds();
    List<Long> more = new ArrayList<>(seeds);
    for (long seed = 1; more.size() < Math.max(5, 2 * seeds.size()); seed++) {
      if (!more.contains(seed)) {
        more.add(seed);
      }
    }
    return "seed: {values: " + more + "}";
  }
}
