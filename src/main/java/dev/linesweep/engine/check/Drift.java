package dev.linesweep.engine.check;

import dev.linesweep.data.Samples;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.MetricSpec.Part;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The distance of two trainings of one trajectory after an epoch. It is reported but not judged,
 * since rounding may be enough to separate them ({@link EquivalenceGate}).
 *
 * @param difference the largest difference of two predictions of a row, in the label's own units;
 *     NaN if one of them has diverged
 * @param testLoss of the trained one
 * @param referenceTestLoss of the other
 */
public record Drift(int epoch, double difference, double testLoss, double referenceTestLoss)
    implements Serializable {

  /** At every epoch that both have recorded. */
  public static List<Drift> between(
      Samples samples, Snapshots trained, int column, Snapshots reference, int referenceColumn) {
    List<Drift> drift = new ArrayList<>();
    for (int epoch : reference.epochs()) {
      int at = trained.indexOf(epoch);
      int referenceAt = reference.indexOf(epoch);
      if (at >= 0) {
        PartMetrics loss = trained.metrics(column, at, Part.TEST);
        PartMetrics referenceLoss = reference.metrics(referenceColumn, referenceAt, Part.TEST);
        float[] weights = trained.weights(column, at);
        float[] expected = reference.weights(referenceColumn, referenceAt);
        boolean diverged =
            diverged(trained, column, epoch) || diverged(reference, referenceColumn, epoch);
        double difference = diverged ? Double.NaN : difference(samples, weights, expected);
        drift.add(new Drift(epoch, difference, loss.loss(), referenceLoss.loss()));
      }
    }
    return List.copyOf(drift);
  }

  private static boolean diverged(Snapshots snapshots, int column, int epoch) {
    int diverged = snapshots.divergedEpoch(column);
    return diverged > 0 && diverged <= epoch;
  }

  private static double difference(Samples samples, float[] weights, float[] expected) {
    double largest = 0;
    for (Part part : Part.values()) {
      Samples.Part rows = samples.part(part);
      for (int row = 0; row < rows.rows(); row++) {
        largest = Math.max(largest, Math.abs(difference(rows, row, weights, expected)));
      }
    }
    return largest * samples.labelScale();
  }

  private static double difference(Samples.Part rows, int row, float[] weights, float[] expected) {
    int features = weights.length - 1;
    double difference = (double) weights[features] - expected[features];
    for (int j = 0; j < features; j++) {
      difference += ((double) weights[j] - expected[j]) * rows.x()[row * features + j];
    }
    return difference;
  }
}
