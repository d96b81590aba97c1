package dev.linesweep.spark;

import dev.linesweep.data.Samples;
import dev.linesweep.report.Column;
import dev.linesweep.result.LinearModel;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.store.ParquetFile;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code best/path.parquet}: the best trial's weights along the recorded epochs, in the
 * units of the data.
 *
 * @param lastEpoch the best trial's epochs
 */
record PathRows(Snapshots snapshots, int column, int lastEpoch, Samples samples)
    implements ParquetFile.Rows {

  static final List<Column> COLUMNS =
      List.of(
          new Column("epoch", Column.Type.INT),
          new Column("weights", Column.Type.DOUBLES),
          new Column("bias", Column.Type.DOUBLE),
          new Column("train_loss", Column.Type.DOUBLE),
          new Column("test_loss", Column.Type.DOUBLE));

  @Override
  public void forEach(Consumer<@Nullable Object[]> sink) {
    int[] epochs = snapshots.epochs();
    for (int at = 0; at < epochs.length && epochs[at] <= lastEpoch; at++) {
      LinearModel model = LinearModel.of(snapshots.weights(column, at), samples);
      sink.accept(
          new @Nullable Object[] {
            epochs[at],
            model.weights(),
            model.bias(),
            snapshots.metrics(column, at, Part.TRAIN).loss(),
            snapshots.metrics(column, at, Part.TEST).loss()
          });
    }
  }
}
