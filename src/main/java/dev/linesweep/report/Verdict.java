package dev.linesweep.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the best trial is better than what closed forms reach. It is good only if nothing in
 * {@link Doubts} speaks against it.
 *
 * @param clauses the verdict, and what qualifies it; the first begins with a capital, none has a
 *     full stop; empty if there is nothing to compare with
 * @param text the verdict with its figures and reasons, in sentences; empty if there are no clauses
 */
public record Verdict(Tone tone, List<String> clauses, String text) {
  /** Errors that differ by a smaller share are the same. */
  static final double SAME = 0.01;

  static final Verdict NOTHING = new Verdict(Tone.NONE, List.of(), "");

  public Verdict {
    clauses = List.copyOf(clauses);
  }

  Verdict(Tone tone, String clause, String text) {
    this(tone, List.of(clause), text);
  }

  /** How good the news is. */
  public enum Tone {
    GOOD,
    /** Neither better nor worse in a way that matters. */
    EVEN,
    /** Good by its number, which is likely luck. */
    DOUBTFUL,
    BAD,
    NONE
  }

  /** Compared with the closed form that is the closest to the test rows. */
  static Verdict on(SweepReport report) {
    return report.best().map(best -> on(report, new Doubts(report, best))).orElse(NOTHING);
  }

  private static Verdict on(SweepReport report, Doubts doubts) {
    Comparison comparison = Comparison.of(report);
    Verdict onErrors = new ErrorVerdict(report, comparison, doubts).verdict();
    return onErrors.text.isEmpty()
        ? onErrors
        : onErrors.withRounding(report, comparison.rows().get(0));
  }

  /** Says what rounding decides; if it moves the errors so far that they mean something else. */
  private Verdict withRounding(SweepReport report, Comparison.Row own) {
    Rounding rounding = report.winner().rounding();
    Leaders leaders = new Leaders(report);
    Optional<String> sentence =
        rounding.inDigits().or(leaders::onRounding).or(rounding::belowDigits);
    Optional<String> clause = rounding.brief().or(leaders::equal);
    boolean matters = !own.exact() && rounding.share() > SAME;
    return new Verdict(
        tone == Tone.GOOD && matters ? Tone.EVEN : tone,
        Stream.concat(clauses.stream(), clause.stream()).toList(),
        joined(text, sentence));
  }

  /** The verdict in one clause without a full stop; empty if there is nothing to compare with. */
  public String brief() {
    return String.join("; ", clauses);
  }

  /** True if its brief form already has a second clause. */
  public boolean isQualified() {
    return clauses.size() > 1;
  }

  static String joined(String text, Optional<String> more) {
    return text + more.map(sentence -> " " + sentence).orElse("");
  }
}
