package dev.linesweep.run;

import dev.linesweep.engine.check.Drift;
import dev.linesweep.model.LinearModel;
import dev.linesweep.output.TrialsFile;
import dev.linesweep.report.console.ReplayText;
import dev.linesweep.result.Snapshots;
import dev.linesweep.result.State;
import dev.linesweep.spark.PlainFit;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A trial of a sweep, compared with the same trial fitted by plain DL4J. */
public final class Replayed {
  private final String folder;
  private final Prepared prepared;
  private final TrialsFile.Place place;
  private final String trainedBy;
  private final PlainFit fit;

  /**
   * @param folder of the sweep, as the user types it
   * @param trainedBy engine and device; empty if the trial is not in the journal
   */
  Replayed(
      String folder, Prepared prepared, TrialsFile.Place place, String trainedBy, PlainFit fit) {
    this.folder = folder;
    this.prepared = prepared;
    this.place = place;
    this.trainedBy = trainedBy;
    this.fit = fit;
  }

  /** Whether early epochs were judged and no step differs by more than rounding explains. */
  public boolean holds() {
    return fit.holds();
  }

  /**
   * The comparison as text for the user.
   *
   * @param width characters per line
   */
  public String text(int width) {
    List<String> parts = new ArrayList<>();
    parts.add("Trial %s, rank %s of %s".formatted(place.id(), Rounded.of(place.rank()), folder));
    parts.add(ReplayText.words(prepared.plan(), fit.trial()));
    parts.add(ReplayText.paragraph(origin(), width));
    parts.add(ReplayText.paragraph(verdict(), width));
    endings().map(text -> ReplayText.paragraph(text, width)).ifPresent(parts::add);
    if (!fit.drift().isEmpty()) {
      parts.add(ReplayText.epochs(fit.drift().stream().map(this::row).toList(), width));
      weights(width).ifPresent(parts::add);
    }
    return String.join("\n\n", parts) + "\n";
  }

  private String origin() {
    String plain = "fitted again on its own with plain DL4J on %s".formatted(fit.setup().blas());
    String trained =
        trainedBy.isEmpty() ? "Not in the journal, " : "Trained by %s, ".formatted(trainedBy);
    return trained
        + plain
        + (fit.fit().complete()
            ? "."
            : "; it was given 60 s and reached epoch %d of %d."
                .formatted(fit.fit().trainedEpochs(), fit.trial().epochs()));
  }

  private String verdict() {
    if (fit.drift().isEmpty()) {
      return "There is nothing to compare: the trial has no result. Run the sweep again to train"
          + " what is missing.";
    }
    if (fit.disagrees()) {
      return "DIFFERENT: " + fit.disagreement() + ". " + again();
    }
    if (!fit.holds()) {
      return "NOT JUDGED: " + fit.agreement() + ". " + again();
    }
    return ("EQUAL up to rounding: %s; the largest difference is %s times what rounding can explain. Each optimizer step was compared with that of plain DL4J from the same weights. Over many steps the two trainings amplify rounding: those differences are shown but not judged. %s"
            .formatted(fit.agreement(), Rounded.of(fit.verdict().worst()), again()))
        .strip();
  }

  private String again() {
    int[] repeated = fit.repeated();
    if (repeated.length == 0) {
      return "";
    }
    String same =
        fit.sameBitsAgain()
            ? "its weights and losses at the journalled epochs (%s) are equal to the journal's, bit"
                + " by bit"
            : fit.engine().repeatsBits()
                ? "its weights or losses at the journalled epochs (%s) are NOT equal to the"
                    + " journal's, bit by bit"
                : "its last bits at the journalled epochs (%s) differ from the journal's, as they"
                    + " do on another machine";
    return "For this comparison, the trial was trained again by its own engine: %s."
        .formatted(same.formatted(PlainFit.words(repeated)));
  }

  /** How plain DL4J ends if the trial or its fit has no finite result. */
  private Optional<String> endings() {
    int plain = fit.fit().snapshots().divergedEpoch(0);
    int sweep = fit.recorded().epochCount() == 0 ? 0 : fit.recorded().divergedEpoch(0);
    if (plain == 0 || plain > fit.trial().epochs()) {
      if (place.state() == State.COMPLETE) {
        return Optional.empty();
      }
      if (place.state() == State.STOPPED) {
        return Optional.of(
            "The trial was stopped after epoch %d, and is compared up to there."
                .formatted(fit.trial().epochs()));
      }
    }
    String here =
        switch (place.state()) {
          case COMPLETE -> "The trial is complete";
          case STOPPED -> "The trial was stopped after epoch " + fit.trial().epochs();
          case DIVERGED ->
              sweep > 0
                  ? "The trial diverged at epoch " + sweep
                  : "The trial diverged: a loss is not finite";
          case FAILED -> "The trial failed";
        };
    return Optional.of(here + "; " + plainEnding(plain) + ".");
  }

  private String plainEnding(int diverged) {
    if (diverged > 0) {
      return "plain DL4J diverges at epoch " + diverged;
    }
    Snapshots plain = fit.fit().snapshots();
    int last = plain.epochCount() - 1;
    if (last < 0) {
      return "plain DL4J has not diverged";
    }
    double loss = plain.metrics(0, last, Part.TEST).loss();
    return Double.isFinite(loss)
        ? "plain DL4J has a test loss of %s after epoch %d"
            .formatted(Rounded.of(loss), plain.epochs()[last])
        : "plain DL4J keeps finite weights, but its test loss is not finite either";
  }

  private ReplayText.Epoch row(Drift at) {
    Snapshots plain = fit.fit().snapshots();
    int index = fit.trained().indexOf(at.epoch());
    int plainIndex = plain.indexOf(at.epoch());
    return new ReplayText.Epoch(
        at.epoch(),
        at.difference(),
        fit.verdict().excess(at.epoch()),
        fit.trained().metrics(0, index, Part.TRAIN).loss(),
        plain.metrics(0, plainIndex, Part.TRAIN).loss(),
        at.testLoss(),
        at.referenceTestLoss());
  }

  /** The weights of both at the last epoch at which both are finite. */
  private Optional<String> weights(int width) {
    Snapshots plain = fit.fit().snapshots();
    return fit.drift().stream()
        .filter(at -> Double.isFinite(at.difference()))
        .reduce((first, second) -> second)
        .map(
            at ->
                "Weights after epoch %d, in the label's units\n%s"
                    .formatted(
                        at.epoch(),
                        ReplayText.weights(
                            model(fit.trained(), at.epoch()), model(plain, at.epoch()), width)));
  }

  private LinearModel model(Snapshots snapshots, int epoch) {
    return LinearModel.of(
        snapshots.weights(0, snapshots.indexOf(epoch)),
        prepared.sets().of(fit.trial().trajectory().fold()));
  }
}
