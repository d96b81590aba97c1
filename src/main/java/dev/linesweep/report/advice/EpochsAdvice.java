package dev.linesweep.report.advice;

import dev.linesweep.plan.SweepPlan;
import dev.linesweep.report.SweepReport.AtEpochs;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/** More epochs if the best trial has the most and its loss was lower with more of them. */
final class EpochsAdvice {
  /** What twice the epochs must promise. */
  private static final double STILL_FALLING = 0.05;

  private EpochsAdvice() {}

  static Optional<Advice> on(ReportFacts facts) {
    SweepPlan plan = facts.report().plan();
    List<AtEpochs> points = facts.report().bestByEpochs();
    if (facts.bestTrial().epochs() != plan.maxEpochs()
        || points.size() < 2
        || facts.nothingToGain()
        || !(gainOfDoubling(points) > STILL_FALLING)) {
      return Optional.empty();
    }
    return Optional.of(
        new Advice(note(points.get(points.size() - 2), points.get(points.size() - 1)), line(plan)));
  }

  /** True if the recorded losses of the best trajectory promise nothing of more epochs. */
  static boolean isStalled(ReportFacts facts) {
    List<AtEpochs> points = facts.report().bestByEpochs();
    return points.size() > 1 && !(gainOfDoubling(points) > STILL_FALLING);
  }

  private static String note(AtEpochs before, AtEpochs last) {
    return "More epochs may help: its loss was %s after %s, and %s after %s."
        .formatted(
            Rounded.of(before.ranked().loss()),
            Counted.of(before.epochs(), "epoch"),
            Rounded.of(last.ranked().loss()),
            Rounded.of((long) last.epochs()));
  }

  /**
   * The share that twice the epochs would take off the loss if it kept falling as a power of the
   * epochs: the power by least squares through the logarithms of the points in the last half of the
   * epochs, or of the last two. Nothing if the last is not the lowest.
   */
  static double gainOfDoubling(List<AtEpochs> points) {
    AtEpochs last = points.get(points.size() - 1);
    if (points.stream().anyMatch(point -> point.ranked().loss() < last.ranked().loss())) {
      return 0;
    }
    SimpleRegression line = new SimpleRegression();
    for (int i = 0; i < points.size(); i++) {
      AtEpochs point = points.get(i);
      if (i >= points.size() - 2 || 2L * point.epochs() >= last.epochs()) {
        line.addData(Math.log(point.epochs()), Math.log(point.ranked().loss()));
      }
    }
    return 1 - Math.pow(2, line.getSlope());
  }

  /** The plan's epochs, with twice and four times the most; a range if they are many. */
  static String line(SweepPlan plan) {
    int[] epochs = plan.epochs();
    long last = plan.maxEpochs();
    if (epochs.length > 6) {
      return "epochs: {min: %d, max: %d, count: %d, scale: log}"
          .formatted(epochs[0], 4 * last, epochs.length + 2);
    }
    List<Long> values = new ArrayList<>(Arrays.stream(epochs).asLongStream().boxed().toList());
    values.add(2 * last);
    values.add(4 * last);
    return "epochs: {values: " + values + "}";
  }
}
