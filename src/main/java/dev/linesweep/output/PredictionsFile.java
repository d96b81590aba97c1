package dev.linesweep.output;

import dev.linesweep.report.page.Prediction;
import dev.linesweep.result.OutputFile;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.table.Column;
import dev.linesweep.table.Column.Type;
import dev.linesweep.table.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/**
 * {@code best/predictions.parquet}: rows of the data with the predictions of the best model. Only
 * rows that count unequally have a column of row weights.
 */
public final class PredictionsFile {
  private static final String PART = "part";
  private static final String ROW = "row";
  private static final String FEATURES = "features";
  private static final String ACTUAL = "actual";
  private static final String PREDICTED = "predicted";
  private static final Column<Prediction> ROW_WEIGHT =
      new Column<>("row_weight", Type.DOUBLE, Prediction::rowWeight);
  private static final List<Column<Prediction>> COLUMNS =
      List.of(
          new Column<>(PART, Type.TEXT, prediction -> prediction.part().key()),
          new Column<>(ROW, Type.LONG, Prediction::row),
          new Column<>(FEATURES, Type.DOUBLES, Prediction::features),
          new Column<>(ACTUAL, Type.DOUBLE, Prediction::actual),
          new Column<>(PREDICTED, Type.DOUBLE, Prediction::predicted));

  private final OutputFolder folder;

  public PredictionsFile(OutputFolder folder) {
    this.folder = folder;
  }

  public void write(List<Prediction> predictions) throws IOException {
    List<Column<Prediction>> columns = new ArrayList<>(COLUMNS);
    if (Prediction.countUnequally(predictions)) {
      columns.add(ROW_WEIGHT);
    }
    folder.writeTable(
        file(),
        columns,
        sink -> predictions.forEach(each -> sink.accept(Column.values(columns, each))));
  }

  public List<Prediction> read() throws IOException {
    List<Prediction> predictions = new ArrayList<>();
    folder.rows(file()).forEach(row -> predictions.add(prediction(row)));
    return predictions;
  }

  private static Prediction prediction(Row row) {
    return new Prediction(
        Part.valueOf(row.text(PART).toUpperCase(Locale.ROOT)),
        row.whole(ROW, 0),
        row.numbers(FEATURES),
        row.number(ACTUAL),
        row.number(PREDICTED),
        row.value(ROW_WEIGHT.name()) == null ? 1 : row.number(ROW_WEIGHT.name()));
  }

  private Path file() {
    return folder.file(OutputFile.PREDICTIONS);
  }
}
