package dev.linesweep.spark;

import dev.linesweep.data.Decimal;
import dev.linesweep.engine.EquivalenceGate.AtEpoch;
import dev.linesweep.report.Rounded;
import dev.linesweep.store.OutputFolder;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What fitting the winner once more by plain DL4J showed.
 *
 * @param model the bytes of {@code model.zip}
 */
record WinnerCheck(byte[] model, PlainFit fit) implements Serializable {

  boolean holds() {
    return !fit.disagrees();
  }

  /** ND4J's backend and the processor type its BLAS computes for. */
  String blas() {
    return fit.blas();
  }

  /** One sentence for people and for the provenance. */
  String sentence() {
    int trained = fit.fit().trainedEpochs();
    int wanted = fit.trial().epochs();
    String prefix =
        fit.fit().complete()
            ? "plain DL4J, fitted alone: "
            : "plain DL4J was given 60 s and reached epoch %d of %d: ".formatted(trained, wanted);
    return prefix + (holds() ? agreement() : disagreement());
  }

  private String agreement() {
    List<AtEpoch> epochs = fit.compared();
    if (epochs.isEmpty()) {
      return "no recorded epoch to compare";
    }
    AtEpoch last = epochs.get(epochs.size() - 1);
    return "%s within rounding%s; test loss %s against %s after epoch %d"
        .formatted(
            fit.judged() + (fit.gated() == 1 ? " agrees" : " agree"),
            fit.trainedAgain() ? ", trained once more to judge them" : "",
            Rounded.of(last.testLoss()),
            Rounded.of(last.referenceTestLoss()),
            last.epoch());
  }

  /**
   * Refuses results that plain DL4J does not bear out.
   *
   * @param folder where they are
   */
  void requireHolds(OutputFolder folder) {
    if (!holds()) {
      throw new SweepFailure(
          "the winner is not what plain DL4J trains: %s. The results are in %s but are not to be trusted; please report this with its provenance.json."
              .formatted(disagreement(), folder),
          null);
    }
  }

  /** The first epoch that differs by more than rounding explains. */
  String disagreement() {
    Optional<AtEpoch> first =
        Stream.concat(fit.verdict().epochs().stream(), fit.verdictAgain().epochs().stream())
            .filter(at -> !at.holds())
            .findFirst();
    return first
        .map(
            at ->
                Double.isNaN(at.difference())
                    ? "one of the two has diverged by epoch %d, and the other has not"
                        .formatted(at.epoch())
                    : "predictions differ by %s at epoch %d, %s times what rounding explains"
                        .formatted(
                            Decimal.of(at.difference()), at.epoch(), Rounded.of(at.excess())))
        .orElse("trained once more, the fused engine gave other bits than are journalled");
  }
}
