package dev.linesweep.run;

import dev.linesweep.data.Samples;
import dev.linesweep.model.LinearModel;
import dev.linesweep.output.SettingColumns;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.report.page.PageCurves;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spark.Curve;
import dev.linesweep.spark.Curves;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.table.Column;
import dev.linesweep.table.ParquetFile;
import dev.linesweep.table.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tables made of curves: {@code curves.parquet} and {@code best/path.parquet}. */
final class CurveTables {
  private static final Column EPOCH = new Column("epoch", Column.Type.INT);
  private static final List<Column> LOSSES =
      List.of(
          new Column("train_loss", Column.Type.DOUBLE),
          new Column("validation_loss", Column.Type.DOUBLE),
          new Column("test_loss", Column.Type.DOUBLE));

  private static final List<Column> TRAJECTORY =
      List.of(
          new Column("trajectory_id", Column.Type.TEXT),
          new Column("optimizer", Column.Type.TEXT),
          new Column("learning_rate", Column.Type.DOUBLE),
          new Column("batch_size", Column.Type.TEXT),
          new Column("l1", Column.Type.DOUBLE),
          new Column("l2", Column.Type.DOUBLE));

  /** A row for each recorded epoch of the best trial, in the units of the data. */
  static final List<Column> PATH =
      List.of(
          EPOCH,
          new Column("weights", Column.Type.DOUBLES),
          new Column("bias", Column.Type.DOUBLE),
          LOSSES.get(0),
          LOSSES.get(1),
          LOSSES.get(2));

  private final SettingColumns settings;

  CurveTables(SweepPlan plan) {
    this.settings = new SettingColumns(plan);
  }

  /**
   * The columns of {@code curves.parquet}, which has a row for each trajectory and recorded epoch:
   * the trajectory with all its settings, as {@code trials.parquet} names them, and its losses.
   */
  List<Column> columns() {
    List<Column> columns = new ArrayList<>(TRAJECTORY);
    columns.addAll(settings.columns());
    columns.add(new Column("seed", Column.Type.LONG));
    columns.add(EPOCH);
    columns.addAll(LOSSES);
    return columns;
  }

  /**
   * @param page sees every row too
   */
  ParquetFile.Rows rows(Curves curves, PageCurves page) {
    Map<String, Integer> index = Row.index(columns());
    return sink ->
        curves.forEach(
            curve ->
                emit(
                    curve,
                    index.size(),
                    row -> {
                      sink.accept(row);
                      page.accept(new Row(index, row));
                    }));
  }

  private void emit(Curve curve, int columns, Consumer<@Nullable Object[]> sink) {
    Trajectory trajectory = curve.trajectory();
    String id = trajectory.id().toString();
    int[] epochs = curve.snapshots().epochs();
    for (int epoch = 0; epoch < epochs.length; epoch++) {
      @Nullable Object[] row = new @Nullable Object[columns];
      int at = 0;
      row[at++] = id;
      row[at++] = trajectory.optimizer().key();
      row[at++] = finite(trajectory.learningRate());
      row[at++] = trajectory.batch();
      row[at++] = trajectory.l1();
      row[at++] = trajectory.l2();
      at = settings.fill(row, at, trajectory.settings());
      row[at++] = trajectory.hasSeed() ? trajectory.seed() : null;
      row[at++] = epochs[epoch];
      row[at++] = loss(curve, epoch, Part.TRAIN);
      row[at++] = loss(curve, epoch, Part.VALIDATION);
      row[at] = loss(curve, epoch, Part.TEST);
      sink.accept(row);
    }
  }

  /**
   * @param lastEpoch the best trial's epochs
   */
  static ParquetFile.Rows path(Curve curve, int lastEpoch, Samples samples) {
    return sink -> {
      Snapshots snapshots = curve.snapshots();
      int[] epochs = snapshots.epochs();
      for (int at = 0; at < epochs.length && epochs[at] <= lastEpoch; at++) {
        LinearModel model = LinearModel.of(snapshots.weights(curve.column(), at), samples);
        sink.accept(
            new @Nullable Object[] {
              epochs[at],
              model.weights(),
              model.bias(),
              loss(curve, at, Part.TRAIN),
              loss(curve, at, Part.VALIDATION),
              loss(curve, at, Part.TEST)
            });
      }
    };
  }

  private static @Nullable Double loss(Curve curve, int at, Part part) {
    return finite(curve.snapshots().metrics(curve.column(), at, part).loss());
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
