package dev.linesweep.report.advice;

import dev.linesweep.report.SeedSpread;
import dev.linesweep.report.Verdict;
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
        ? Optional.of(new Advice(onlySeed(facts), line(facts)))
        : Optional.empty();
  }

  private static String onlySeed(ReportFacts facts) {
    if (facts.report().counts().done() == 1) {
      return "Only one seed was tried, so how much the error varies with the seed is not known.";
    }
    boolean lost =
        facts.isBehindClosedForm() || facts.judgment().verdict().tone() == Verdict.Tone.BAD;
    return "All trials have one seed, so how much of the %s is chance is not known."
        .formatted(lost ? "difference" : "lead");
  }

  private static Optional<Advice> onTies(ReportFacts facts) {
    List<SeedSpread> unclear = facts.seeds().followers(SeedSpread.Standing.UNCLEAR);
    return facts
        .seeds()
        .first()
        .filter(first -> !unclear.isEmpty())
        .map(first -> new Advice(note(facts, first, unclear.size()), line(facts)));
  }

  private static String note(ReportFacts facts, SeedSpread first, int unclear) {
    String best =
        "Best on average over %s: %s (mean %s, mean ± standard deviation)."
            .formatted(
                Counted.of(first.seeds(), "seed"),
                facts.axes().setting(first.example()),
                first.inWords());
    int followers = facts.seeds().followers();
    return followers == 1
        ? best
            + " The next setting is not significantly different from it; more seeds would show"
            + " whether it is."
        : "%s %d of the next %d settings %s not significantly different from it; more seeds would show which are."
            .formatted(best, unclear, followers, Counted.word(unclear, "is", "are"));
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
