package dev.linesweep.engine;

import dev.linesweep.data.Samples;
import dev.linesweep.result.PartMetrics;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.MetricSpec.Part;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a trained trajectory is that of plain DL4J up to float rounding.
 *
 * <p>At each epoch that both have recorded, the predictions for every row of every part are
 * compared. Up to epoch {@value #LAST_GATED} a row may differ by 1e-5 of the training labels'
 * deviation, by what floats of the size of its terms cannot hold (2⁻¹⁸ of them), and by what
 * flipped signs explain ({@link SignDoubt}). Beyond, where rounding has been amplified, differences
 * are reported and not judged.
 */
public final class EquivalenceGate {
  /** The last epoch that is judged. */
  public static final int LAST_GATED = 20;

  private static final double OF_SPREAD = 1e-5;
  private static final double OF_TERMS = 0x1p-18;

  private EquivalenceGate() {}

  /**
   * What flipped signs explain at an epoch.
   *
   * @param allowed differences of the weights, then of the bias
   * @param signs in doubt up to here
   */
  public record Explained(int epoch, double[] allowed, long signs) implements Serializable {}

  /**
   * The comparison at one epoch.
   *
   * @param difference the largest difference of two predictions, in the label's own units
   * @param excess the largest ratio of a row's difference to what it may be; NaN beyond the gate
   * @param signs in doubt up to here; 0 beyond the gate
   * @param testLoss of the trained trajectory
   * @param referenceTestLoss of the reference
   */
  public record AtEpoch(
      int epoch,
      double difference,
      double excess,
      long signs,
      double testLoss,
      double referenceTestLoss)
      implements Serializable {
    public boolean gated() {
      return epoch <= LAST_GATED;
    }

    /** False only where the gate judges and the difference is too large. */
    public boolean holds() {
      return !gated() || excess <= 1;
    }
  }

  /** The comparison at every epoch that both have recorded. */
  public record Verdict(List<AtEpoch> epochs) implements Serializable {
    public Verdict {
      epochs = List.copyOf(epochs);
    }

    /** True where no judged epoch differs by too much; also where none could be judged. */
    public boolean holds() {
      return epochs.stream().allMatch(AtEpoch::holds);
    }

    /** How many epochs the gate judged. */
    public long gated() {
      return epochs.stream().filter(AtEpoch::gated).count();
    }
  }

  /**
   * Compares a column with a reference of one column.
   *
   * @param explained for the reference's recorded epochs up to {@value #LAST_GATED}
   */
  public static Verdict compare(
      Samples samples,
      Snapshots trained,
      int column,
      Snapshots reference,
      List<Explained> explained) {
    List<AtEpoch> epochs = new ArrayList<>();
    for (int epoch : reference.epochs()) {
      if (trained.indexOf(epoch) >= 0) {
        epochs.add(at(epoch, samples, trained, column, reference, explained));
      }
    }
    return new Verdict(epochs);
  }

  private static AtEpoch at(
      int epoch,
      Samples samples,
      Snapshots trained,
      int column,
      Snapshots reference,
      List<Explained> explained) {
    int index = trained.indexOf(epoch);
    int referenceIndex = reference.indexOf(epoch);
    PartMetrics loss = trained.metrics(column, index, Part.TEST);
    PartMetrics referenceLoss = reference.metrics(0, referenceIndex, Part.TEST);
    float[] weights = trained.weights(column, index);
    float[] expected = reference.weights(0, referenceIndex);
    if (diverged(trained, column, epoch) || diverged(reference, 0, epoch)) {
      boolean both = diverged(trained, column, epoch) == diverged(reference, 0, epoch);
      double excess = both ? 0 : Double.POSITIVE_INFINITY;
      return new AtEpoch(epoch, Double.NaN, excess, 0, loss.loss(), referenceLoss.loss());
    }
    Explained signs =
        explained.stream()
            .filter(e -> e.epoch() == epoch)
            .findFirst()
            .orElseGet(() -> new Explained(epoch, new double[weights.length], 0));
    double difference = 0;
    double excess = 0;
    double spread = Math.sqrt(samples.labelVariance(Part.TRAIN)) / samples.labelScale();
    for (Part part : Part.values()) {
      Samples.Part rows = samples.part(part);
      for (int row = 0; row < rows.rows(); row++) {
        Gap gap = Gap.of(rows, row, weights, expected, signs.allowed());
        difference = Math.max(difference, gap.difference);
        double allowed = OF_SPREAD * spread + OF_TERMS * gap.terms + gap.explained;
        excess = Math.max(excess, gap.difference / allowed);
      }
    }
    return new AtEpoch(
        epoch,
        difference * samples.labelScale(),
        epoch <= LAST_GATED ? excess : Double.NaN,
        signs.signs(),
        loss.loss(),
        referenceLoss.loss());
  }

  private static boolean diverged(Snapshots snapshots, int column, int epoch) {
    int diverged = snapshots.divergedEpoch(column);
    return diverged > 0 && diverged <= epoch;
  }

  private record Gap(double difference, double terms, double explained) {
    static Gap of(Samples.Part rows, int row, float[] weights, float[] expected, double[] allowed) {
      int features = weights.length - 1;
      double difference = (double) weights[features] - expected[features];
      double terms = Math.abs(expected[features]);
      double explained = allowed[features];
      for (int j = 0; j < features; j++) {
        double x = rows.x()[row * features + j];
        difference += ((double) weights[j] - expected[j]) * x;
        terms += Math.abs(expected[j] * x);
        explained += allowed[j] * Math.abs(x);
      }
      return new Gap(Math.abs(difference), terms, explained);
    }
  }
}
