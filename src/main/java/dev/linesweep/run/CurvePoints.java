package dev.linesweep.run;

import dev.linesweep.data.Samples;
import dev.linesweep.model.LinearModel;
import dev.linesweep.output.CurvesFile.Point;
import dev.linesweep.plan.TrialId;
import dev.linesweep.report.page.PathPoint;
import dev.linesweep.result.Losses;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spark.Curve;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The recorded epochs of a curve, as the tables and the page show them. */
final class CurvePoints {
  private CurvePoints() {}

  /** Gives the losses after each recorded epoch to the sink. */
  static void forEach(Curve curve, Consumer<Point> sink) {
    TrialId id = curve.trajectory().id();
    for (int at = 0; at < curve.snapshots().epochCount(); at++) {
      sink.accept(new Point(id, curve.trajectory(), losses(curve, at)));
    }
  }

  /**
   * The model after each recorded epoch, in the units of the data.
   *
   * @param lastEpoch the best trial's epochs
   */
  static List<PathPoint> path(Curve curve, int lastEpoch, Samples samples) {
    Snapshots snapshots = curve.snapshots();
    int[] epochs = snapshots.epochs();
    return IntStream.range(0, epochs.length)
        .filter(at -> epochs[at] <= lastEpoch)
        .mapToObj(
            at -> {
              LinearModel model = LinearModel.of(snapshots.weights(curve.column(), at), samples);
              return new PathPoint(model.weights(), model.bias(), losses(curve, at));
            })
        .toList();
  }

  private static Losses losses(Curve curve, int at) {
    return curve.snapshots().losses(curve.column(), at);
  }
}
