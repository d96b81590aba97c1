package dev.linesweep.report;

import dev.linesweep.model.Baselines;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.State;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.MetricSpec.Measure;
import dev.linesweep.text.Words;
import java.util.List;
import java.util.Optional;

/**
 * How many of the leading trials or settings that a report keeps are as good as the first one.
 * Training is in floats of 24 bits, which know a prediction to about 6e-08 of its size; a few such
 * errors add up to what is taken for rounding here.
 */
public final class Leaders {
  /** Sixteen times the rounding of one float. */
  private static final double ROUNDING = 0x1p-20;

  private final SweepReport report;

  public Leaders(SweepReport report) {
    this.report = report;
  }

  /** That rounding decides their order, if it does. */
  Optional<String> onRounding() {
    return equal().map(clause -> Words.capital(clause) + ": their order says nothing.");
  }

  /** The same as a clause: {@code the first 10 settings are equal up to rounding}. */
  Optional<String> equal() {
    int equal = equalUpToRounding();
    boolean more = equal == values().size() && equal < report.compared();
    return equal < 2
        ? Optional.empty()
        : Optional.of(
            "%s first %d %s are equal up to rounding"
                .formatted(
                    more ? "at least the" : "the",
                    equal,
                    report.spec().hasRepeats() ? "settings" : "trials"));
  }

  /** Those that differ from the first by no more than rounding, the first among them. */
  int equalUpToRounding() {
    double first = inLabelUnits(report.bestValue());
    double step = ROUNDING * labelSize();
    return (int)
        values().stream().takeWhile(value -> Math.abs(inLabelUnits(value) - first) <= step).count();
  }

  /** The metrics that lead, by rank. */
  private List<Double> values() {
    return report.spec().hasRepeats()
        ? report.settings().leading().stream()
            .map(setting -> setting.value(report.metric()))
            .takeWhile(value -> !Double.isNaN(value))
            .toList()
        : report.top().stream()
            .map(FittedTrial::result)
            .takeWhile(result -> result.state() == State.COMPLETE)
            .map(report::value)
            .toList();
  }

  /** An error of the size of a label's: of squares the root, of losses in other units their own. */
  private double inLabelUnits(double value) {
    double error = report.metric().error(value);
    Measure measure = report.metric().spec().measure();
    return switch (measure) {
      case MAE, RMSE -> error;
      case R2 -> Math.sqrt(error * report.testLabelVariance());
      case LOSS ->
          switch (report.spec().training().loss().unit()) {
            case OF_THE_LABEL_SQUARED -> Math.sqrt(error);
            case OF_THE_LABEL, ITS_OWN -> error;
          };
    };
  }

  /** The size of the labels as training sees them, in their own units. */
  private double labelSize() {
    double deviation = Math.sqrt(report.testLabelVariance());
    return report.spec().data().standardize() == Standardize.ALL
        ? deviation
        : Math.hypot(
            deviation,
            report.baselines().named(Baselines.MEAN).map(mean -> mean.model().bias()).orElse(0.0));
  }
}
