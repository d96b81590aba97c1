package dev.linesweep.report;

import dev.linesweep.report.SeedSpread.Standing;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How much of the best trial's lead is its seed, in sentences. */
public final class SeedWords {
  private static final String PLACE = "number %s of %s settings";

  private final SweepReport report;
  private final SeedEvidence evidence;

  public SeedWords(SweepReport report, SeedEvidence evidence) {
    this.report = report;
    this.evidence = evidence;
  }

  /** The setting with the best mean, if it is better than the best trial's own; else empty. */
  public Optional<SeedSpread> betterOnAverage() {
    return switch (evidence.winner()) {
      case NOT_COMPARED, FIRST, AS_GOOD -> Optional.empty();
      case INCOMPLETE, UNCLEAR, LUCKY -> evidence.first();
    };
  }

  /** How the best trial's setting does over its seeds; empty if no seed is drawn from. */
  public Optional<String> onWinner() {
    return switch (evidence.winner()) {
      case NOT_COMPARED -> onSingleSeed();
      case INCOMPLETE -> Optional.of(onIncomplete());
      case FIRST ->
          own("Over its %d seeds the same setting also has the best mean, %s.")
              .map(w -> w + others());
      case AS_GOOD ->
          own("Over its %d seeds the same setting has a mean of %s, as good as the best.");
      case UNCLEAR -> own("Over its %d seeds the same setting has a mean of %s, " + PLACE + ".");
      case LUCKY ->
          own("It had a lucky seed: over %d seeds this setting has a mean of %s, " + PLACE + ".");
    };
  }

  private Optional<String> own(String sentence) {
    return evidence
        .winners()
        .map(
            own ->
                sentence.formatted(
                    own.seeds(),
                    own.inWords(),
                    Rounded.of((long) own.place()),
                    Rounded.of((long) evidence.ranked())));
  }

  private Optional<String> onSingleSeed() {
    return report.best().isPresent() && report.hasOneSeed()
        ? Optional.of(
            (report.counts().done() == 1
                    ? "The only seed is %d: how much the error varies with the seed is not known."
                    : "All trials have the seed %d: how much of this is chance is not known.")
                .formatted(report.spec().parameters().seeds().get(0)))
        : Optional.empty();
  }

  private String onIncomplete() {
    return report.counts().untrained() > 0
        ? "Not all seeds of this setting have been trained: how much of this is chance is not"
            + " known."
        : "With another seed this setting diverged or failed, so it is not ranked by its mean.";
  }

  /** How the next settings stand next to the first, with a space in front. */
  public String others() {
    List<String> parts = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      int count = evidence.followers(standing).size();
      if (count > 0) {
        parts.add(words(standing, count));
      }
    }
    return parts.isEmpty()
        ? ""
        : evidence.followers() == 1
            ? " The setting that follows it %s.".formatted(parts.get(0).substring(2))
            : " Of the %d settings that follow it %s."
                .formatted(evidence.followers(), String.join(", ", parts));
  }

  private static String words(Standing standing, int count) {
    String is = Counted.word(count, "is", "are");
    return switch (standing) {
      case ALIKE -> "%d %s as good within 5 %%".formatted(count, is);
      case UNCLEAR -> "%d %s not significantly different with so few seeds".formatted(count, is);
      case WORSE -> "%d %s significantly worse".formatted(count, is);
    };
  }
}
