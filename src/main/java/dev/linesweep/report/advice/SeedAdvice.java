package dev.linesweep.report.advice;

import dev.linesweep.report.Axes;
import dev.linesweep.report.SeedSpread;
import dev.linesweep.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** More seeds if those tried cannot tell settings apart, or a single one tells nothing. */
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
    List<SeedSpread> unclear = facts.seeds().followers(SeedSpread.Standing.UNCLEAR);
    return facts
        .seeds()
        .first()
        .filter(first -> !unclear.isEmpty())
        .map(first -> new Advice(note(facts, first, unclear), line(facts)));
  }

  private static String note(ReportFacts facts, SeedSpread first, List<SeedSpread> unclear) {
    Axes axes = facts.axes();
    SeedSpread next = unclear.get(0);
    return "%s %s too few to tell %s from it: %s has a mean %s of %s, %s %s."
        .formatted(
            Counted.of(first.seeds(), "seed"),
            Counted.word(first.seeds(), "is", "are"),
            facts.seeds().followers() == 1
                ? "the setting that follows the best one"
                : "%d of the %d settings that follow the best one"
                    .formatted(unclear.size(), facts.seeds().followers()),
            axes.setting(first.example()),
            facts.report().metric().spec().key(),
            first.inWords(),
            axes.setting(next.example()),
            next.inWords());
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
