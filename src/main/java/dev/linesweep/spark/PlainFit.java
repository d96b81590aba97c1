package dev.linesweep.spark;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.check.Drift;
import dev.linesweep.engine.check.EquivalenceGate;
import dev.linesweep.engine.check.EquivalenceGate.Verdict;
import dev.linesweep.engine.dl4j.ReferenceFit;
import dev.linesweep.engine.dl4j.StepCheck;
import dev.linesweep.plan.Trial;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.text.Rounded;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One trial fitted on its own with plain DL4J, compared with the training by the sweep's engine.
 *
 * @param recorded the trial's column in the sweep; without epochs if the sweep keeps nothing of it
 * @param check the trial trained again by the sweep's engine and compared with plain DL4J step by
 *     step; without steps if the sweep keeps nothing
 * @param fit of plain DL4J on its own
 * @param apart how far the trainings are apart
 */
public record PlainFit(
    Trial trial,
    EngineKind engine,
    Snapshots recorded,
    StepCheck.Result check,
    ReferenceFit.Result fit,
    Apart apart,
    Setup setup)
    implements Serializable {
  /**
   * How far trainings of one trial are apart.
   *
   * @param drift of plain DL4J from the sweep's column, or from the repeated training if the sweep
   *     keeps few early epochs
   * @param strayed the largest difference of two predictions, as a share of the training labels'
   *     standard deviation, between an early epoch that the sweep keeps and the repeated training
   */
  public record Apart(List<Drift> drift, double strayed) implements Serializable {}

  /**
   * The machine and the rows of the fit.
   *
   * @param blas ND4J's backend and the processor type its BLAS computes for
   * @param rows training rows of the fit
   * @param of all training rows
   */
  public record Setup(String blas, int rows, int of) implements Serializable {

    /** Whether steps were compared on only some of the rows. */
    public boolean sampled() {
      return rows < of;
    }
  }

  /** Two dl4j trainings whose predictions differ by at most this count as the same training. */
  private static final double SAME = 1e-5;

  static PlainFit of(
      Trial trial,
      EngineKind engine,
      Snapshots recorded,
      StepCheck.Result check,
      ReferenceFit.Result fit,
      Samples samples,
      Setup setup) {
    Snapshots again = check.snapshots();
    double spread = Math.sqrt(samples.labelVariance(Part.TRAIN));
    double strayed =
        Drift.between(samples, recorded, 0, again, 0).stream()
            .filter(each -> each.epoch() <= EquivalenceGate.LAST_GATED)
            .mapToDouble(each -> each.difference() / spread)
            .filter(share -> share > 0)
            .max()
            .orElse(0);
    return new PlainFit(
        trial,
        engine,
        recorded,
        check,
        fit,
        new Apart(fit.drift(samples, trained(recorded, again), 0), strayed),
        setup);
  }

  /** Whether less than half of a learning curve's early epochs are recorded. */
  static boolean tooFewEarly(int[] recorded, int[] curve, int lastEpoch) {
    int last = Math.min(lastEpoch, EquivalenceGate.LAST_GATED);
    return 2 * upTo(last, recorded).length < upTo(last, curve).length;
  }

  /** The epochs up to the last one. */
  static int[] upTo(int last, int[] epochs) {
    return Arrays.stream(epochs).filter(epoch -> epoch <= last).toArray();
  }

  /** The drift of plain DL4J from the sweep's engine, by epoch. */
  public List<Drift> drift() {
    return apart.drift();
  }

  /**
   * The training that {@link #drift} compares with plain DL4J: the one of the two with more epochs.
   */
  public Snapshots trained() {
    return trained(recorded, check.snapshots());
  }

  private static Snapshots trained(Snapshots recorded, Snapshots again) {
    return again.epochCount() > recorded.epochCount() ? again : recorded;
  }

  public Verdict verdict() {
    return check.verdict();
  }

  /** Whether steps were judged and none differs by more than rounding explains. */
  public boolean holds() {
    return verdict().judged().length > 0 && !disagrees() && !isElsewhere();
  }

  /** Whether a step differs, or an engine that should repeat its bits does not. */
  public boolean disagrees() {
    return !verdict().holds() || (engine.repeatsBits() && !sameBitsAgain());
  }

  /**
   * Whether the judged training is not the one that the sweep keeps, as with dl4j on another
   * machine.
   */
  private boolean isElsewhere() {
    return !sameBitsAgain() && apart.strayed > SAME;
  }

  /** The recorded epochs that were also trained again. */
  public int[] repeated() {
    return Arrays.stream(recorded.epochs())
        .filter(epoch -> check.snapshots().indexOf(epoch) >= 0)
        .toArray();
  }

  /** Whether training again gave the recorded weights and losses, bit by bit. */
  public boolean sameBitsAgain() {
    return Arrays.stream(repeated()).allMatch(this::sameBits);
  }

  private boolean sameBits(int epoch) {
    Snapshots again = check.snapshots();
    int a = recorded.indexOf(epoch);
    int b = again.indexOf(epoch);
    return Arrays.equals(recorded.weights(0, a), again.weights(0, b))
        && Stream.of(Part.values())
            .allMatch(part -> recorded.metrics(0, a, part).equals(again.metrics(0, b, part)));
  }

  /**
   * What was judged if nothing differs: {@code 20 early epochs (1 to 20) agree}. One clause without
   * a semicolon, up to which the terminal has it.
   */
  public String agreement() {
    int[] judged = verdict().judged();
    if (isElsewhere()) {
      return "dl4j trains other weights on this machine than those in the journal, so its steps"
          + " could not be judged";
    }
    if (judged.length == 0) {
      return "no step could be judged: steps of this size are within rounding";
    }
    String agree =
        judged.length == 1
            ? "epoch " + judged[0] + " agrees"
            : "%d early epochs (%s) agree".formatted(judged.length, words(judged));
    return agree + " within rounding" + onSample() + beyond(judged);
  }

  private String onSample() {
    return setup.sampled()
        ? String.format(
            Locale.ROOT, " on an even sample of %,d of %,d training rows", setup.rows(), setup.of())
        : "";
  }

  private String beyond(int[] judged) {
    int compared = verdict().compared();
    int last = judged[judged.length - 1];
    if (judged.length == compared) {
      return "";
    }
    return judged.length == last
        ? ", later ones could not be judged: from epoch %d on, the steps are no larger than rounding"
            .formatted(last + 1)
        : ", the other %d could not be judged: their steps are no larger than rounding"
            .formatted(compared - judged.length);
  }

  /** The first epoch that differs by more than rounding explains. */
  public String disagreement() {
    return verdict().epochs().stream()
        .filter(each -> !each.holds())
        .findFirst()
        .map(PlainFit::disagreement)
        .orElseGet(
            () ->
                "trained again by the %s engine, the trial differs from the journal in some bits"
                    .formatted(engine.key()));
  }

  private static String disagreement(EquivalenceGate.Judged epoch) {
    return Double.isInfinite(epoch.excess())
        ? "one of the two trainings ended or diverged in epoch %d, and the other did not"
            .formatted(epoch.epoch())
        : "a step of epoch %d differs by %s times what rounding explains"
            .formatted(epoch.epoch(), Rounded.of(epoch.excess()));
  }

  /** Increasing epochs: {@code 4, 60}, {@code 1 to 20}. */
  public static String words(int[] epochs) {
    return epochs.length > 4
        ? epochs[0] + " to " + epochs[epochs.length - 1]
        : Arrays.stream(epochs).mapToObj(Integer::toString).reduce("%s, %s"::formatted).orElse("");
  }
}
