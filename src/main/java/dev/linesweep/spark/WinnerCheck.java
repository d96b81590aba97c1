package dev.linesweep.spark;

import dev.linesweep.engine.Drift;
import dev.linesweep.report.Rounded;
import dev.linesweep.store.OutputFolder;
import java.io.Serializable;

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
    return prefix + (holds() ? agreement() : fit.disagreement());
  }

  private String agreement() {
    if (fit.drift().isEmpty()) {
      return "no recorded epoch to compare";
    }
    Drift last = fit.drift().get(fit.drift().size() - 1);
    return "%s; test loss %s against %s after epoch %d"
        .formatted(
            fit.agreement(),
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
              .formatted(fit.disagreement(), folder),
          null);
    }
  }
}
