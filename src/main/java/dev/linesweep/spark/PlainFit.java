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
 * One trial fitted alone by plain DL4J, beside what the sweep's engine made of it.
 *
 * @param recorded what the sweep keeps of the trial: one column, at no epoch where it keeps nothing
 * @param check of the trial trained once more by the sweep's engine, step by step next to plain
 *     DL4J; of no step where the sweep keeps nothing
 * @param fit of plain DL4J on its own
 * @param apart how far the trainings are from each other
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
   * How far trainings of one trial are from each other.
   *
   * @param drift of plain DL4J from what the sweep keeps, or from the training once more where the
   *     sweep keeps few early epochs
   * @param strayed the largest difference of two predictions, as a share of the training labels'
   *     deviation, between an early epoch that the sweep keeps and the training once more
   */
  public record Apart(List<Drift> drift, double strayed) implements Serializable {}

  /**
   * What plain DL4J fitted on.
   *
   * @param blas ND4J's backend and the processor type its BLAS computes for
   * @param rows training rows that it was given
   * @param of all training rows
   */
  public record Setup(String blas, int rows, int of) implements Serializable {

    /** True where steps were compared on some of the rows only. */
    public boolean sampled() {
      return rows < of;
    }
  }

  /** Predictions of two machines' dl4j that differ by no more are of one training. */
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

  /** True where fewer early epochs are recorded than half of those that a learning curve has. */
  static boolean tooFewEarly(int[] recorded, int[] curve, int lastEpoch) {
    int last = Math.min(lastEpoch, EquivalenceGate.LAST_GATED);
    return 2 * upTo(last, recorded).length < upTo(last, curve).length;
  }

  /** Those of the epochs that are not beyond the last one. */
  static int[] upTo(int last, int[] epochs) {
    return Arrays.stream(epochs).filter(epoch -> epoch <= last).toArray();
  }

  /** Of plain DL4J from the sweep's engine, by epoch. */
  public List<Drift> drift() {
    return apart.drift();
  }

  /** What {@link #drift} compares with plain DL4J: of the two what has more epochs. */
  public Snapshots trained() {
    return trained(recorded, check.snapshots());
  }

  private static Snapshots trained(Snapshots recorded, Snapshots again) {
    return again.epochCount() > recorded.epochCount() ? again : recorded;
  }

  public Verdict verdict() {
    return check.verdict();
  }

  /** True where steps were judged and none differs by more than rounding explains. */
  public boolean holds() {
    return verdict().judged().length > 0 && !disagrees() && !isElsewhere();
  }

  /** True where a step differs, or an engine that repeats its bits does not. */
  public boolean disagrees() {
    return !verdict().holds() || (engine.repeatsBits() && !sameBitsAgain());
  }

  /** True where what was judged is not what the sweep keeps, as dl4j's on another machine. */
  private boolean isElsewhere() {
    return !sameBitsAgain() && apart.strayed > SAME;
  }

  /** The recorded epochs that were trained again too. */
  public int[] repeated() {
    return Arrays.stream(recorded.epochs())
        .filter(epoch -> check.snapshots().indexOf(epoch) >= 0)
        .toArray();
  }

  /** True where training again gave the recorded weights and losses to the bit. */
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

  /** What was judged where nothing differs: {@code 20 early epochs (1 to 20) agree}. */
  public String agreement() {
    int[] judged = verdict().judged();
    if (isElsewhere()) {
      return "the journal's weights are not those that dl4j trains on this machine, so its steps"
          + " could not be judged";
    }
    if (judged.length == 0) {
      return "no step could be judged, since rounding alone explains steps of this size";
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
        ? ", and could not be judged from epoch %d on, where rounding alone explains the steps"
            .formatted(last + 1)
        : ", and the other %d could not be judged, since rounding alone explains their steps"
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
                "trained once more, the %s engine gave other bits than are journalled"
                    .formatted(engine.key()));
  }

  private static String disagreement(EquivalenceGate.Judged epoch) {
    return Double.isInfinite(epoch.excess())
        ? "one of the two has ended or diverged in epoch %d, and the other has not"
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
