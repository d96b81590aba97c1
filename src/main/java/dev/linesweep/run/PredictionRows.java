package dev.linesweep.run;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.model.LinearModel;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.table.Column;
import dev.linesweep.table.ParquetFile;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code best/predictions.parquet}: up to {@value #LIMIT} rows of the data, evenly
 * taken from each part, with what the best model predicts for them.
 */
record PredictionRows(Matrix matrix, Samples samples, LinearModel model)
    implements ParquetFile.Rows {
  static final int LIMIT = 10_000;

  static final List<Column> COLUMNS =
      List.of(
          new Column("part", Column.Type.TEXT),
          new Column("row", Column.Type.LONG),
          new Column("features", Column.Type.DOUBLES),
          new Column("actual", Column.Type.DOUBLE),
          new Column("predicted", Column.Type.DOUBLE));

  @Override
  public void forEach(Consumer<@Nullable Object[]> sink) {
    double share = Math.min(1, (double) LIMIT / matrix.rows());
    for (Part part : Part.values()) {
      int[] rows = samples.rowNumbers(part);
      int count = (int) (rows.length * share);
      for (int i = 0; i < count; i++) {
        int row = rows[(int) ((long) i * rows.length / count)];
        sink.accept(row(part, row));
      }
    }
  }

  private @Nullable Object[] row(Part part, int row) {
    int features = matrix.features().size();
    double[] values = Arrays.copyOfRange(matrix.x(), row * features, (row + 1) * features);
    return new @Nullable Object[] {
      part.key(), (long) row + 1, values, matrix.y()[row], model.predict(values)
    };
  }
}
