package dev.linesweep.output;

import dev.linesweep.report.page.PathPoint;
import dev.linesweep.result.OutputFile;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.table.Column;
import dev.linesweep.table.Column.Type;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * {@code best/path.parquet}: one row per recorded epoch of the best trial, in the units of the
 * data.
 */
public final class PathFile {
  private static final String WEIGHTS = "weights";
  private static final String BIAS = "bias";
  private static final List<Column<PathPoint>> COLUMNS = columns();

  private final OutputFolder folder;

  public PathFile(OutputFolder folder) {
    this.folder = folder;
  }

  public void write(List<PathPoint> path) throws IOException {
    folder.writeTable(
        file(), COLUMNS, sink -> path.forEach(point -> sink.accept(Column.values(COLUMNS, point))));
  }

  public List<PathPoint> read() throws IOException {
    List<PathPoint> path = new ArrayList<>();
    folder
        .rows(file())
        .forEach(
            row ->
                path.add(
                    new PathPoint(row.numbers(WEIGHTS), row.number(BIAS), LossColumns.read(row))));
    return path;
  }

  private Path file() {
    return folder.file(OutputFile.PATH);
  }

  private static List<Column<PathPoint>> columns() {
    List<Column<PathPoint>> columns = new ArrayList<>();
    columns.add(LossColumns.epoch(PathPoint::losses));
    columns.add(new Column<>(WEIGHTS, Type.DOUBLES, PathPoint::weights));
    columns.add(new Column<>(BIAS, Type.DOUBLE, PathPoint::bias));
    columns.addAll(LossColumns.of(PathPoint::losses));
    return List.copyOf(columns);
  }
}
