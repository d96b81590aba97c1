package dev.linesweep.spark;

import dev.linesweep.data.Samples;
import dev.linesweep.report.Column;
import dev.linesweep.report.Row;
import dev.linesweep.report.page.PageCurves;
import dev.linesweep.result.LinearModel;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.store.ParquetFile;
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

  /** A row for each trajectory and recorded epoch. */
  static final List<Column> CURVES =
      List.of(
          new Column("trajectory_id", Column.Type.TEXT),
          new Column("optimizer", Column.Type.TEXT),
          new Column("learning_rate", Column.Type.DOUBLE),
          new Column("seed", Column.Type.LONG),
          EPOCH,
          LOSSES.get(0),
          LOSSES.get(1),
          LOSSES.get(2));

  /** A row for each recorded epoch of the best trial, in the units of the data. */
  static final List<Column> PATH =
      List.of(
          EPOCH,
          new Column("weights", Column.Type.DOUBLES),
          new Column("bias", Column.Type.DOUBLE),
          LOSSES.get(0),
          LOSSES.get(1),
          LOSSES.get(2));

  private static final Map<String, Integer> INDEX = Row.index(CURVES);

  private CurveTables() {}

  /**
   * @param page sees every row too
   */
  static ParquetFile.Rows curves(Curves curves, PageCurves page) {
    return sink ->
        curves.forEach(
            curve ->
                emit(
                    curve,
                    row -> {
                      sink.accept(row);
                      page.accept(new Row(INDEX, row));
                    }));
  }

  private static void emit(Curve curve, Consumer<@Nullable Object[]> sink) {
    String id = curve.trajectory().id().toString();
    int[] epochs = curve.snapshots().epochs();
    for (int at = 0; at < epochs.length; at++) {
      sink.accept(
          new @Nullable Object[] {
            id,
            curve.trajectory().optimizer().key(),
            finite(curve.trajectory().learningRate()),
            curve.trajectory().hasSeed() ? curve.trajectory().seed() : null,
            epochs[at],
            loss(curve, at, Part.TRAIN),
            loss(curve, at, Part.VALIDATION),
            loss(curve, at, Part.TEST)
          });
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
