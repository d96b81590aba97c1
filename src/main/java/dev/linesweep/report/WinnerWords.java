package dev.linesweep.report;

import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.spec.MetricSpec.Select;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Rounded;
import java.util.Optional;

/** Who won and by what, in words, for a report of which a trial completed. */
public final class WinnerWords {
  private final SweepReport report;
  private final FittedTrial best;
  private final RepeatNames names;

  public WinnerWords(SweepReport report, FittedTrial best) {
    this.report = report;
    this.best = best;
    this.names = RepeatNames.of(report.spec());
  }

  /** Of how many it is the best: {@code Best of 244 settings}. */
  public String place() {
    long count = report.compared();
    if (count == 1) {
      return "The only " + noun();
    }
    String all = "%s %ss".formatted(Rounded.of(count), noun());
    return report.metric().spec().select() == Select.ONE_STANDARD_ERROR
        ? "Chosen of %s by the one-standard-error rule".formatted(all)
        : "Best of " + all;
  }

  private String noun() {
    return report.spec().hasRepeats() ? "setting" : "trial";
  }

  /** The setting or, if it has only one trial, this. */
  public String setting() {
    return report.spec().hasRepeats()
        ? report.axes().setting(best.result().trial())
        : report.axes().words(best.result().trial());
  }

  /** The metric, rounded: {@code 0.0015 ± 0.0012}. */
  public String value() {
    return report
        .settings()
        .first()
        .map(first -> first.inWords(report.metric()))
        .orElseGet(() -> Rounded.of(report.bestValue()));
  }

  /** What that is over repeats, in brackets and with a space in front; empty without repeats. */
  public String over() {
    return report.spec().hasRepeats()
        ? " (%s ± standard deviation over %s)"
            .formatted(
                report.metric().spec().over().key(),
                names.of(
                    report.settings().first().map(SettingSpread::repeats).orElse(names.count())))
        : "";
  }

  /** Which of the repeats the model is, or how it was trained, in a sentence. */
  public Optional<String> model() {
    if (!report.spec().hasRepeats()) {
      return Optional.empty();
    }
    long seed = best.result().trial().trajectory().seed();
    return Optional.of(report.spec().split().hasFolds() ? onAllRows(seed) : ofSeed(seed));
  }

  /** What the model is called: {@code best model (seed 7)}, {@code best trial}. */
  public String name() {
    if (!report.spec().hasRepeats()) {
      return report.bestName();
    }
    return report.bestName()
        + (report.spec().split().hasFolds()
            ? " (all training rows)"
            : " (seed %d)".formatted(best.result().trial().trajectory().seed()));
  }

  private String onAllRows(long seed) {
    return "The model is this setting trained on all training rows%s."
        .formatted(seed == Trajectory.NO_SEED ? "" : ", with seed " + seed);
  }

  private String ofSeed(long seed) {
    return "The model is the trial of seed %d, the first of %s; its %s is %s."
        .formatted(
            seed,
            seed == report.spec().parameters().seeds().get(0)
                ? names.all()
                : "those that completed",
            report.metric().spec().key(),
            Rounded.of(report.value(best.result())));
  }

  /** How many others tie with it; empty if none does. */
  public Optional<String> ties() {
    long others = report.counts().tied();
    return others < 1
        ? Optional.empty()
        : Optional.of(
            "%s %s".formatted(Counted.of(others, "other " + noun()), others == 1 ? "is" : "are"));
  }
}
