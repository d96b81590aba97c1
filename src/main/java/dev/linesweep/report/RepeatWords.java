package dev.linesweep.report;

import dev.linesweep.report.SettingSpread.Standing;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How sure the repeats of settings make the order of these, in sentences. */
public final class RepeatWords {
  private final SweepReport report;
  private final SettingEvidence evidence;
  private final RepeatNames names;

  RepeatWords(SweepReport report, SettingEvidence evidence) {
    this.report = report;
    this.evidence = evidence;
    this.names = RepeatNames.of(report.spec());
  }

  /** How sure it is that the best setting is that; empty if nothing is drawn or repeated. */
  public Optional<String> onWinner() {
    List<String> sentences = new ArrayList<>();
    report
        .settings()
        .first()
        .ifPresent(
            first -> {
              onSimplest().ifPresent(sentences::add);
              onLost(first).ifPresent(sentences::add);
              onUntrained(first).ifPresent(sentences::add);
              onFollowers().ifPresent(sentences::add);
            });
    return sentences.isEmpty() ? onSingleSeed() : Optional.of(String.join(" ", sentences));
  }

  /**
   * How many of those behind it are as good or not distinguishable from it, as a clause; empty for
   * none.
   */
  public Optional<String> brief() {
    int alike = evidence.followers(Standing.ALIKE);
    int unclear = evidence.followers(Standing.UNCLEAR);
    if (alike + unclear == 0) {
      return Optional.empty();
    }
    String how =
        unclear == 0
            ? "%s as good as the best, within 5 %%".formatted(is(alike))
            : alike == 0
                ? unclear(unclear)
                : "%s as good as the best or not distinguishable from it with %s"
                    .formatted(is(alike + unclear), names.all());
    int all = evidence.followers();
    if (all == 1) {
      return Optional.of("the next setting " + how);
    }
    return Optional.of(
        alike + unclear == all
            ? "all of the next %d settings %s".formatted(all, how)
            : "%d of the next %d settings %s".formatted(alike + unclear, all, how));
  }

  private String unclear(int count) {
    return "%s not distinguishable from the best with %s".formatted(is(count), names.all());
  }

  /** That settings with a better mean are not simpler than the one that was chosen. */
  private Optional<String> onSimplest() {
    double error = report.settings().standardError();
    long better = report.settings().better();
    if (Double.isNaN(error)) {
      return Optional.empty();
    }
    return Optional.of(
        better == 0
            ? "It has the best mean, and no setting within one standard error, %s, is simpler."
                .formatted(Rounded.twoDigits(error))
            : "%s a better mean, within one standard error, %s; this is the simplest of them."
                .formatted(
                    Counted.of(better, "setting") + (better == 1 ? " has" : " have"),
                    Rounded.twoDigits(error)));
  }

  private Optional<String> onLost(SettingSpread first) {
    return first.lost() == 0
        ? Optional.empty()
        : Optional.of("%d of its %s diverged or failed.".formatted(first.lost(), names.all()));
  }

  private Optional<String> onUntrained(SettingSpread first) {
    int done = first.repeats() + first.lost();
    return report.counts().untrained() == 0 || done >= names.count()
        ? Optional.empty()
        : Optional.of("%d of its %s %s trained so far.".formatted(done, names.all(), is(done)));
  }

  private Optional<String> onFollowers() {
    List<String> parts = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      int count = evidence.followers(standing);
      if (count > 0) {
        parts.add(words(standing, count));
      }
    }
    int all = evidence.followers();
    return switch (parts.size()) {
      case 0 -> Optional.empty();
      case 1 -> {
        String alike = parts.get(0).substring(parts.get(0).indexOf(' '));
        yield Optional.of(
            all == 1
                ? "The setting behind the best%s.".formatted(alike)
                : "All %d settings behind the best%s.".formatted(all, alike));
      }
      default ->
          Optional.of(
              "Of the %d settings behind the best, %s.".formatted(all, String.join(", ", parts)));
    };
  }

  private String words(Standing standing, int count) {
    return switch (standing) {
      case ALIKE -> "%d %s as good, within 5 %%".formatted(count, is(count));
      case UNCLEAR -> "%d %s".formatted(count, unclear(count));
      case WORSE -> "%d %s significantly worse".formatted(count, is(count));
    };
  }

  private static String is(int count) {
    return Counted.word(count, "is", "are");
  }

  private Optional<String> onSingleSeed() {
    return report.best().isPresent() && report.hasOneSeed() && !report.spec().hasRepeats()
        ? Optional.of(
            (report.counts().done() == 1
                    ? "Only seed %d was tried, so the spread over seeds is unknown."
                    : "All trials have the seed %d, so the spread over seeds is unknown.")
                .formatted(report.spec().parameters().seeds().get(0)))
        : Optional.empty();
  }
}
