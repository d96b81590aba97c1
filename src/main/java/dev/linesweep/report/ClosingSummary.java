package dev.linesweep.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.HorizontalAlign;
import dev.linesweep.data.KnownModel;
import dev.linesweep.data.Samples;
import dev.linesweep.result.Baselines;
import dev.linesweep.result.LinearModel;
import dev.linesweep.result.PartMetrics;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.State;
import dev.linesweep.spec.MetricSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a run prints when it is done: the first trials, the best one's line, baselines, advice. */
public final class ClosingSummary {
  private ClosingSummary() {}

  /**
   * All that it tells of.
   *
   * @param truth the weights behind synthetic labels
   * @param missing trials without a result
   */
  public record Outcome(
      Samples samples,
      MetricSpec metric,
      List<RankedTrial> top,
      Map<State, Long> counts,
      long missing,
      Baselines baselines,
      Optional<KnownModel> truth,
      List<Note> notes) {}

  /** Lines for a terminal, each with its end. */
  public static String of(TrialTable table, Outcome outcome) {
    StringBuilder text = new StringBuilder();
    text.append(RankedTable.wrapped(counts(outcome))).append('\n');
    text.append(new RankedTable(table, outcome.metric().key()).of(outcome.top()));
    best(outcome).ifPresent(trial -> appendBest(text, trial, outcome));
    appendNotes(text, outcome.notes());
    return text.toString();
  }

  private static Optional<RankedTrial> best(Outcome outcome) {
    return outcome.top().stream()
        .limit(1)
        .filter(trial -> trial.result().state() == State.COMPLETE)
        .findFirst();
  }

  private static String counts(Outcome outcome) {
    List<String> counts = new ArrayList<>();
    outcome
        .counts()
        .forEach(
            (state, count) -> {
              if (count > 0 || state == State.COMPLETE) {
                counts.add(Rounded.count(count) + " " + state.name().toLowerCase(Locale.ROOT));
              }
            });
    if (outcome.missing() > 0) {
      counts.add(Rounded.count(outcome.missing()) + " not trained");
    }
    long all =
        outcome.missing() + outcome.counts().values().stream().mapToLong(Long::longValue).sum();
    return "%s %s: %s. Ranked by %s%s."
        .formatted(
            Rounded.count(all),
            all == 1 ? "trial" : "trials",
            String.join(", ", counts),
            outcome.metric().key(),
            outcome.metric().part() == MetricSpec.Part.TEST ? ", chosen on the test rows" : "");
  }

  private static void appendBest(StringBuilder text, RankedTrial best, Outcome outcome) {
    LinearModel model = LinearModel.of(best.result().weights(), outcome.samples());
    text.append("\nBest   ").append(model.equation()).append('\n');
    outcome
        .truth()
        .map(
            known ->
                new LinearModel(known.weights(), known.bias(), model.features(), model.label()))
        .ifPresent(known -> text.append("Known  ").append(known.equation()).append('\n'));
    text.append('\n').append(errors(best, outcome));
    outcome.baselines().notes().forEach(note -> text.append(RankedTable.wrapped(note)));
  }

  private static String errors(RankedTrial best, Outcome outcome) {
    List<Object[]> rows = new ArrayList<>();
    double variance = outcome.samples().labelVariance(MetricSpec.Part.TEST);
    rows.add(row("best trial", best.result().test(), best.result().test().r2(variance)));
    for (Baselines.Baseline baseline : outcome.baselines().all()) {
      rows.add(row(name(baseline.name()), baseline.test(), baseline.testR2()));
    }
    var heads =
        java.util.stream.Stream.of("on the test rows", "loss", "mae", "rmse", "r2")
            .map(
                name ->
                    new com.github.freva.asciitable.Column()
                        .header(name)
                        .headerAlign(
                            name.length() > 4 ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT)
                        .dataAlign(
                            name.length() > 4 ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT))
            .toArray(com.github.freva.asciitable.Column[]::new);
    return AsciiTable.builder()
            .lineSeparator("\n")
            .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
            .data(heads, rows.toArray(Object[][]::new))
            .asString()
            .stripTrailing()
            .replaceAll("[ ]+\n", "\n")
        + "\n";
  }

  private static Object[] row(String name, PartMetrics test, double r2) {
    return new Object[] {
      name, Rounded.of(test.loss()), Rounded.of(test.mae()), Rounded.of(test.rmse()), Rounded.of(r2)
    };
  }

  private static String name(String baseline) {
    return switch (baseline) {
      case Baselines.OLS -> "least squares";
      case Baselines.LAD -> "least deviations";
      default -> baseline;
    };
  }

  private static void appendNotes(StringBuilder text, List<Note> notes) {
    if (notes.isEmpty()) {
      return;
    }
    text.append("\nTo try next\n");
    text.append(
        notes.stream()
            .map(
                note ->
                    RankedTable.wrapped("- " + note.text())
                        + (note.line().isEmpty() ? "" : "    " + note.line() + "\n"))
            .collect(Collectors.joining()));
  }
}
