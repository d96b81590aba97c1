package dev.linesweep.run;

import dev.linesweep.engine.check.Drift;
import dev.linesweep.report.Rounding;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.State;
import dev.linesweep.spark.PlainFit;
import dev.linesweep.text.Rounded;
import java.util.List;

/**
 * The result of fitting the winner again with plain DL4J.
 *
 * @param lastEpoch the last of the trial's epochs that plain DL4J was to fit
 */
public record WinnerCheck(PlainFit fit, int lastEpoch) {

  /**
   * The effect of rounding on the winner's lead, if trials are ranked by the loss on the test rows.
   * The effect on a setting's metric over several trials is not known from one of them.
   */
  public Rounding rounding(SweepReport report) {
    List<Drift> drift = fit.drift();
    if (drift.isEmpty()
        || fit.setup().sampled()
        || !fit.fit().complete()
        || report.spec().hasRepeats()) {
      return Rounding.NONE;
    }
    Drift last = drift.get(drift.size() - 1);
    double[] leading =
        report.top().stream()
            .map(FittedTrial::result)
            .filter(result -> result.state() == State.COMPLETE)
            .mapToDouble(report::value)
            .toArray();
    boolean same = last.epoch() == fit.trial().epochs() && last.testLoss() == leading[0];
    return same ? Rounding.of(last.referenceTestLoss(), leading) : Rounding.NONE;
  }

  public boolean holds() {
    return !fit.disagrees();
  }

  public String disagreement() {
    return fit.disagreement();
  }

  /** ND4J's backend and the processor type its BLAS computes for. */
  public String blas() {
    return fit.setup().blas();
  }

  /** One sentence for the user and for the provenance. */
  public String sentence(Rounding rounding) {
    int trained = fit.fit().trainedEpochs();
    String prefix =
        fit.fit().complete()
            ? "plain DL4J, trained separately: "
            : "plain DL4J was given 60 s and reached epoch %d of %d: "
                .formatted(trained, lastEpoch);
    String more = rounding.clause().map(clause -> "; " + clause).orElse("");
    return prefix + (holds() ? agreement() + more + later() : fit.disagreement());
  }

  /** How to compare the later epochs, if they were too many to fit. */
  private String later() {
    int all = fit.trial().epochs();
    return lastEpoch < all ? "; linesweep replay compares later epochs too, for up to 60 s" : "";
  }

  private String agreement() {
    if (fit.drift().isEmpty()) {
      return "no recorded epoch to compare";
    }
    if (fit.setup().sampled()) {
      return fit.agreement();
    }
    Drift last = fit.drift().get(fit.drift().size() - 1);
    return "%s; test loss %s against %s after epoch %d"
        .formatted(
            fit.agreement(),
            Rounded.of(last.testLoss()),
            Rounded.of(last.referenceTestLoss()),
            last.epoch());
  }
}
