package dev.linesweep.report.advice;

import dev.linesweep.report.RepeatNames;
import dev.linesweep.report.SettingSpread;
import dev.linesweep.report.Verdict;
import dev.linesweep.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** More seeds if those tried do not separate the settings, or if there is only one. */
final class SeedAdvice {
  /** More seeds than these would only separate settings that are effectively tied. */
  private static final int MANY = 20;

  private SeedAdvice() {}

  static Optional<Advice> on(ReportFacts facts) {
    if (facts.exact() || facts.parameters().seeds().size() >= MANY) {
      return Optional.empty();
    }
    return facts.report().spec().hasRepeats() ? onTies(facts) : onSingleSeed(facts);
  }

  private static Optional<Advice> onSingleSeed(ReportFacts facts) {
    return facts.report().hasOneSeed()
        ? Optional.of(new Advice(onlySeed(facts), line(facts)))
        : Optional.empty();
  }

  private static String onlySeed(ReportFacts facts) {
    if (facts.report().counts().done() == 1) {
      return "Only one seed was tried, so the spread over seeds is unknown.";
    }
    boolean lost =
        facts.isBehindClosedForm() || facts.judgment().verdict().tone() == Verdict.Tone.BAD;
    return "All trials have one seed, so it is unknown how much of the %s is chance."
        .formatted(lost ? "difference" : "lead");
  }

  private static Optional<Advice> onTies(ReportFacts facts) {
    int unclear = facts.settings().followers(SettingSpread.Standing.UNCLEAR);
    return unclear == 0 || !facts.report().hasSeeds() || facts.report().counts().left() > 0
        ? Optional.empty()
        : Optional.of(new Advice(note(facts, unclear), line(facts)));
  }

  private static String note(ReportFacts facts, int unclear) {
    int followers = facts.settings().followers();
    String over = RepeatNames.of(facts.report().spec()).all();
    return followers == 1
        ? "The next setting is not distinguishable from the best with %s; more seeds may separate them."
            .formatted(over)
        : "%d of the next %d settings %s not distinguishable from the best with %s; more seeds may separate them."
            .formatted(unclear, followers, Counted.word(unclear, "is", "are"), over);
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
