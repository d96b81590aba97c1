package dev.linesweep.report;

import dev.linesweep.data.Samples;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.LinearModel;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.MetricSpec.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of {@code curves.parquet} and {@code best/path.parquet}: one a recorded epoch. */
public final class CurveTable {
  private static final List<Part> PARTS = List.of(Part.TRAIN, Part.VALIDATION, Part.TEST);

  private CurveTable() {}

  /** Columns of {@code curves.parquet}. */
  public static List<Column> columns(boolean validation) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("trajectory_id", Column.Type.TEXT));
    columns.add(new Column("optimizer", Column.Type.TEXT));
    columns.add(new Column("learning_rate", Column.Type.DOUBLE));
    columns.add(new Column("seed", Column.Type.LONG));
    columns.add(new Column("epoch", Column.Type.INT));
    for (Part part : parts(validation)) {
      columns.add(new Column(part.key() + "_loss", Column.Type.DOUBLE));
    }
    return columns;
  }

  /** Columns of {@code best/path.parquet}. */
  public static List<Column> pathColumns() {
    return List.of(
        new Column("epoch", Column.Type.INT),
        new Column("bias", Column.Type.DOUBLE),
        new Column("weights", Column.Type.DOUBLES));
  }

  /** Gives a row for each recorded epoch of a trajectory; losses that are not finite are null. */
  public static void rows(
      Trajectory trajectory, Snapshots snapshots, int column, Consumer<@Nullable Object[]> sink) {
    List<Part> parts = parts(snapshots.hasValidation());
    int[] epochs = snapshots.epochs();
    for (int e = 0; e < epochs.length; e++) {
      @Nullable Object[] row = new @Nullable Object[5 + parts.size()];
      row[0] = trajectory.id().toString();
      row[1] = trajectory.optimizer().key();
      row[2] = finite(trajectory.learningRate());
      row[3] = trajectory.hasSeed() ? trajectory.seed() : null;
      row[4] = epochs[e];
      for (int p = 0; p < parts.size(); p++) {
        row[5 + p] = finite(snapshots.metrics(column, e, parts.get(p)).loss());
      }
      sink.accept(row);
    }
  }

  /** Gives the weights at each recorded epoch, in the units of the data. */
  public static void path(
      Samples samples, Snapshots snapshots, int column, Consumer<@Nullable Object[]> sink) {
    int[] epochs = snapshots.epochs();
    for (int e = 0; e < epochs.length; e++) {
      LinearModel model = LinearModel.of(snapshots.weights(column, e), samples);
      sink.accept(new @Nullable Object[] {epochs[e], model.bias(), model.weights()});
    }
  }

  private static List<Part> parts(boolean validation) {
    return PARTS.stream().filter(part -> validation || part != Part.VALIDATION).toList();
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
