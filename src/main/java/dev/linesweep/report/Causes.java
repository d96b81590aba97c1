package dev.linesweep.report;

import dev.linesweep.result.FittedTrial;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Rounded;
import java.util.Optional;

/** Why the best trial is not good, if a likely reason can be seen; each is a sentence. */
record Causes(SweepReport report, FittedTrial best) {
  /** Features of larger values than this slow training down, or make it diverge. */
  private static final double UNSCALED = 10;

  private static final int FEW_EPOCHS = 3;
  private static final int FEW_ROWS = 30;
  private static final double MOST = 0.5;

  /** Why training did not get far. */
  Optional<String> ofTraining() {
    return unscaledFeature().or(this::fewEpochs);
  }

  /** Why no model at all predicts anything, if a reason can be seen. */
  Optional<String> forAll() {
    return otherRows()
        .or(this::unscaledFeature)
        .or(this::mostDiverged)
        .or(this::fewEpochs)
        .or(this::fewRows);
  }

  private Optional<String> otherRows() {
    return report.data().notes().stream().anyMatch(SplitNotes::isOnShift)
        ? Optional.of(
            "The likely cause: the test rows are not like the training rows; the notes on the data"
                + " say more.")
        : Optional.empty();
  }

  private Optional<String> mostDiverged() {
    SweepReport.Counts counts = report.counts();
    return counts.diverged() > MOST * counts.done()
        ? Optional.of(
            "The likely cause: most learning rates are too large for this data; %s of %s trials diverged."
                .formatted(Rounded.of(counts.diverged()), Rounded.of(counts.done())))
        : Optional.empty();
  }

  private Optional<String> unscaledFeature() {
    return unscaled(report)
        .map(
            feature ->
                "The likely cause: features are not standardized, and the values of %s are typically as large as %s."
                    .formatted(Printable.of(feature.name()), Rounded.plain(feature.size())));
  }

  private Optional<String> fewEpochs() {
    int epochs = best.result().trial().epochs();
    return epochs > FEW_EPOCHS
        ? Optional.empty()
        : Optional.of("It was trained for only %s.".formatted(Counted.of(epochs, "epoch")));
  }

  Optional<String> fewRows() {
    TestRows rows = TestRows.of(report);
    return rows.effective() >= FEW_ROWS
        ? Optional.empty()
        : Optional.of(
            "There %s only %s.".formatted(Counted.word(rows.rows(), "is", "are"), rows.words()));
  }

  /** The feature whose scale is in the way of training; empty if there is none. */
  static Optional<DataFacts.Feature> unscaled(SweepReport report) {
    return report.spec().data().standardize() == Standardize.NONE
        ? report.data().unscaled().stream().findFirst().filter(f -> f.size() > UNSCALED)
        : Optional.empty();
  }
}
