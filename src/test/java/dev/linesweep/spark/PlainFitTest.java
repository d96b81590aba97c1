package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.check.EquivalenceGate.Judged;
import dev.linesweep.engine.check.EquivalenceGate.Verdict;
import dev.linesweep.engine.dl4j.ReferenceFit;
import dev.linesweep.engine.dl4j.StepCheck;
import dev.linesweep.fixture.MadeUpSweeps;
import dev.linesweep.fixture.Specs;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.SnapshotRecorder;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.MetricSpec.Part;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of a trial that was trained by an engine, once more, and by plain DL4J. */
class PlainFitTest {
  private static final Samples SAMPLES = MadeUpSweeps.line(0);
  private static final int[] EARLY = IntStream.rangeClosed(1, 20).toArray();

  @Test
  void aFitHoldsIfStepsWereJudgedAndTheSameBitsCameAgain() {
    PlainFit fit = fit(EngineKind.FUSED, weights(EARLY, 0), weights(EARLY, 0), judged(1, 20));
    assertThat(fit.holds()).isTrue();
    assertThat(fit.repeated()).isEqualTo(EARLY);
    assertThat(fit.agreement()).isEqualTo("20 early epochs (1 to 20) agree within rounding");
    assertThat(fit.drift()).hasSize(20).allMatch(drift -> drift.difference() == 0);
  }

  @Test
  void aStepThatDiffersCondemnsAndIsNamed() {
    List<Judged> epochs = List.of(new Judged(1, 0.5, true), new Judged(2, 7.25, true));
    PlainFit fit = fit(EngineKind.DL4J, weights(EARLY, 0), weights(EARLY, 0), epochs);
    assertThat(fit.disagrees()).isTrue();
    assertThat(fit.holds()).isFalse();
    assertThat(fit.disagreement())
        .isEqualTo("a step of epoch 2 differs by 7.25 times what rounding explains");
  }

  @Test
  void oneThatEndsWhereTheOtherGoesOnIsNamed() {
    List<Judged> epochs = List.of(new Judged(3, Double.POSITIVE_INFINITY, true));
    assertThat(fit(EngineKind.DL4J, weights(EARLY, 0), weights(EARLY, 0), epochs).disagreement())
        .isEqualTo("one of the two trainings ended or diverged in epoch 3, and the other did not");
  }

  @Test
  void otherBitsCondemnAnEngineThatRepeatsItsBits() {
    Snapshots again = weights(EARLY, Math.ulp(1f));
    PlainFit fused = fit(EngineKind.FUSED, weights(EARLY, 0), again, judged(1, 20));
    assertThat(fused.disagrees()).isTrue();
    assertThat(fused.disagreement())
        .isEqualTo(
            "trained again by the fused engine, the trial differs from the journal in some bits");
    PlainFit dl4j = fit(EngineKind.DL4J, weights(EARLY, 0), again, judged(1, 20));
    assertThat(dl4j.disagrees()).isFalse();
    assertThat(dl4j.holds()).isTrue();
  }

  @Test
  void weightsOfAnotherMachineAreNotJudged() {
    PlainFit fit = fit(EngineKind.DL4J, weights(EARLY, 0), weights(EARLY, 0.01f), judged(1, 20));
    assertThat(fit.disagrees()).isFalse();
    assertThat(fit.holds()).isFalse();
    assertThat(fit.agreement())
        .startsWith("dl4j trains other weights on this machine than those in the journal");
  }

  @Test
  void epochsThatCouldNotBeJudgedAreCounted() {
    List<Judged> none = List.of(new Judged(1, 0, false), new Judged(2, 0, false));
    assertThat(agreement(none))
        .isEqualTo("no step could be judged: steps of this size are within rounding");
    assertThat(fit(EngineKind.DL4J, weights(EARLY, 0), weights(EARLY, 0), none).holds()).isFalse();
    assertThat(agreement(List.of(new Judged(1, 0.1, true), new Judged(2, 0, false))))
        .isEqualTo(
            "epoch 1 agrees within rounding, later ones could not be judged: from epoch 2 on, the"
                + " steps are no larger than rounding");
    assertThat(
            agreement(
                List.of(
                    new Judged(1, 0, false), new Judged(2, 0.1, true), new Judged(3, 0.1, true))))
        .isEqualTo(
            "2 early epochs (2, 3) agree within rounding, the other 1 could not be judged: their"
                + " steps are no larger than rounding");
  }

  @Test
  void plainDl4jIsComparedWithWhatHasMoreEpochs() {
    Snapshots few = weights(new int[] {1, 20}, 0);
    Snapshots all = weights(EARLY, 0);
    assertThat(fit(EngineKind.FUSED, few, all, judged(1, 20)).trained()).isSameAs(all);
    assertThat(fit(EngineKind.FUSED, all, few, judged(1, 20)).trained()).isSameAs(all);
    assertThat(fit(EngineKind.FUSED, few, all, judged(1, 20)).repeated()).containsExactly(1, 20);
  }

  @Test
  void fewerThanHalfOfTheEarlyEpochsAreTooFew() {
    int[] curve = {1, 2, 3, 4, 400};
    assertThat(PlainFit.tooFewEarly(new int[] {4, 400}, curve, 400)).isTrue();
    assertThat(PlainFit.tooFewEarly(new int[] {1, 4, 400}, curve, 400)).isFalse();
    assertThat(PlainFit.tooFewEarly(new int[] {1, 4, 400}, curve, 3)).isTrue();
    assertThat(PlainFit.upTo(4, curve)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void manyEpochsAreARange() {
    assertThat(PlainFit.words(new int[] {4, 60})).isEqualTo("4, 60");
    assertThat(PlainFit.words(EARLY)).isEqualTo("1 to 20");
    assertThat(PlainFit.words(new int[0])).isEmpty();
  }

  private static String agreement(List<Judged> epochs) {
    return fit(EngineKind.DL4J, weights(EARLY, 0), weights(EARLY, 0), epochs).agreement();
  }

  private static List<Judged> judged(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(epoch -> new Judged(epoch, 0.1, true))
        .toList();
  }

  private static PlainFit fit(
      EngineKind engine, Snapshots recorded, Snapshots again, List<Judged> epochs) {
    return PlainFit.of(
        SweepPlan.of(TypicalJobs.diverging(), Specs.LINE).trial(0),
        engine,
        recorded,
        new StepCheck.Result(again, new Verdict(epochs), true),
        new ReferenceFit.Result(weights(EARLY, 0), 20, true),
        SAMPLES,
        new PlainFit.Setup("OpenBLAS", 40, 40));
  }

  /** One column that stands still. */
  private static Snapshots weights(int[] epochs, float more) {
    SnapshotRecorder recorder = new SnapshotRecorder(1, 1, false, epochs);
    for (int epoch = 0; epoch < epochs.length; epoch++) {
      recorder.setWeights(0, epoch, new float[] {1 + more, 1});
      recorder.setMetrics(0, epoch, Part.TRAIN, new PartMetrics(0.5, 0.5, 0.25));
      recorder.setMetrics(0, epoch, Part.TEST, new PartMetrics(0.5, 0.5, 0.25));
    }
    return recorder.finish();
  }
}
