package dev.linesweep.spark;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.EquivalenceGate;
import dev.linesweep.engine.EquivalenceGate.AtEpoch;
import dev.linesweep.engine.EquivalenceGate.Verdict;
import dev.linesweep.engine.dl4j.ReferenceFit;
import dev.linesweep.plan.Trial;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.MetricSpec.Part;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One trial fitted alone by plain DL4J, beside what the sweep's engine made of it.
 *
 * @param recorded what the sweep keeps of the trial: one column, at no epoch where it keeps nothing
 * @param again the trial trained once more by the sweep's engine at the epochs of a learning curve,
 *     where too few early epochs are recorded to judge it; else at no epoch
 * @param fit of plain DL4J
 * @param verdict on {@code recorded}
 * @param verdictAgain on {@code again}
 * @param blas ND4J's backend and the processor type its BLAS computes for
 */
record PlainFit(
    Trial trial,
    EngineKind engine,
    Snapshots recorded,
    Snapshots again,
    ReferenceFit.Result fit,
    Verdict verdict,
    Verdict verdictAgain,
    String blas)
    implements Serializable {

  static PlainFit of(
      Trial trial,
      EngineKind engine,
      Snapshots recorded,
      Snapshots again,
      ReferenceFit.Result fit,
      Samples samples,
      String blas) {
    return new PlainFit(
        trial,
        engine,
        recorded,
        again,
        fit,
        fit.compare(samples, recorded, 0),
        fit.compare(samples, again, 0),
        blas);
  }

  /** True where fewer early epochs are recorded than half of those that a learning curve has. */
  static boolean tooFewEarly(int[] recorded, int[] curve, int lastEpoch) {
    int last = Math.min(lastEpoch, EquivalenceGate.LAST_GATED);
    return 2 * upTo(last, recorded).length < upTo(last, curve).length;
  }

  /** Those of the epochs that are not beyond the last one. */
  static int[] upTo(int last, int[] epochs) {
    return Arrays.stream(epochs).filter(epoch -> epoch <= last).toArray();
  }

  boolean trainedAgain() {
    return again.epochCount() > 0;
  }

  /** True where the gate judged and nothing differs by more than rounding explains. */
  boolean holds() {
    return gated() > 0 && !disagrees();
  }

  /** True where a judged epoch differs, or the fused engine does not repeat its own bits. */
  boolean disagrees() {
    boolean otherBits = trainedAgain() && engine == EngineKind.FUSED && !sameBitsAgain();
    return !verdict.holds() || !verdictAgain.holds() || otherBits;
  }

  /** How many epochs the gate judged. */
  long gated() {
    return compared().stream().filter(AtEpoch::gated).count();
  }

  /** The comparison at every epoch, of what was trained again where that was needed. */
  List<AtEpoch> compared() {
    return trainedAgain() ? verdictAgain.epochs() : verdict.epochs();
  }

  /** What {@link #compared} compares with plain DL4J. */
  Snapshots trained() {
    return trainedAgain() ? again : recorded;
  }

  /** The recorded epochs that were trained again too. */
  int[] repeated() {
    return Arrays.stream(recorded.epochs()).filter(epoch -> again.indexOf(epoch) >= 0).toArray();
  }

  /** True where training again gave the recorded weights and losses to the bit. */
  boolean sameBitsAgain() {
    return Arrays.stream(repeated()).allMatch(this::sameBits);
  }

  private boolean sameBits(int epoch) {
    int a = recorded.indexOf(epoch);
    int b = again.indexOf(epoch);
    return Arrays.equals(recorded.weights(0, a), again.weights(0, b))
        && Stream.of(Part.values())
            .allMatch(part -> recorded.metrics(0, a, part).equals(again.metrics(0, b, part)));
  }

  /** What the gate judged: {@code 15 early epochs (1 to 19)}, {@code epoch 1}. */
  String judged() {
    int[] epochs = compared().stream().filter(AtEpoch::gated).mapToInt(AtEpoch::epoch).toArray();
    return switch (epochs.length) {
      case 0 -> "no early epoch";
      case 1 -> "epoch " + epochs[0];
      case 2 -> "epochs " + epochs[0] + " and " + epochs[1];
      default ->
          "%d early epochs (%d to %d)"
              .formatted(epochs.length, epochs[0], epochs[epochs.length - 1]);
    };
  }
}
