package dev.linesweep.spark;

import dev.linesweep.data.Decimal;
import dev.linesweep.engine.EquivalenceGate;
import dev.linesweep.engine.EquivalenceGate.AtEpoch;
import dev.linesweep.report.Rounded;
import java.io.Serializable;
import java.util.List;

/**
 * What fitting the winner once more by plain DL4J showed.
 *
 * @param model the bytes of {@code model.zip}
 * @param trained epochs that the fit reached within its time
 * @param wanted epochs of the winner
 * @param blas ND4J's backend and the processor type its BLAS computes for
 */
record WinnerCheck(
    byte[] model, EquivalenceGate.Verdict verdict, int trained, int wanted, String blas)
    implements Serializable {

  /** One sentence for people and for the provenance. */
  String sentence() {
    String prefix =
        trained < wanted
            ? "plain DL4J was given 60 s and reached epoch %d of %d: ".formatted(trained, wanted)
            : "plain DL4J, fitted alone: ";
    return prefix + (verdict.holds() ? agreement() : disagreement());
  }

  private String agreement() {
    List<AtEpoch> epochs = verdict.epochs();
    if (epochs.isEmpty()) {
      return "no recorded epoch to compare";
    }
    AtEpoch last = epochs.get(epochs.size() - 1);
    return "%d early epochs agree within rounding; test loss %s against %s after epoch %d"
        .formatted(
            verdict.gated(),
            Rounded.of(last.testLoss()),
            Rounded.of(last.referenceTestLoss()),
            last.epoch());
  }

  /** The first epoch that differs by more than rounding explains. */
  String disagreement() {
    AtEpoch first = verdict.epochs().stream().filter(at -> !at.holds()).findFirst().orElseThrow();
    return "predictions differ by %s at epoch %d, %s times what rounding explains"
        .formatted(Decimal.of(first.difference()), first.epoch(), Rounded.of(first.excess()));
  }
}
