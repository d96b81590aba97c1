package dev.linesweep.output;

import static dev.linesweep.table.Column.ofNumbers;

import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.TrialId;
import dev.linesweep.result.Losses;
import dev.linesweep.result.OutputFile;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.table.Column;
import dev.linesweep.table.Column.Type;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * {@code curves.parquet}: one row per trajectory and recorded epoch, with the settings of the
 * trajectory under the names of {@code trials.parquet}, and its losses.
 */
public final class CurvesFile {
  private static final String ID = "trajectory_id";

  private final OutputFolder folder;

  public CurvesFile(OutputFolder folder) {
    this.folder = folder;
  }

  /**
   * A trajectory after an epoch.
   *
   * @param id the trajectory's identity, which is slow to compute
   */
  public record Point(TrialId id, Trajectory trajectory, Losses losses) {}

  /** Gives all points to a sink, trajectory by trajectory. */
  @FunctionalInterface
  public interface Points {
    void forEach(Consumer<Point> sink) throws IOException;
  }

  public void write(SweepPlan plan, Points points) throws IOException {
    List<Column<Point>> columns = columns(plan);
    folder.writeTable(
        folder.file(OutputFile.CURVES),
        columns,
        sink -> points.forEach(point -> sink.accept(Column.values(columns, point))));
  }

  /** Gives each row's trajectory and losses to the sink, in the order written. */
  public void read(BiConsumer<TrialId, Losses> sink) throws IOException {
    folder
        .rows(folder.file(OutputFile.CURVES))
        .forEach(row -> sink.accept(TrialId.parse(row.text(ID)), LossColumns.read(row)));
  }

  private static List<Column<Point>> columns(SweepPlan plan) {
    List<Column<Point>> columns = new ArrayList<>();
    columns.add(new Column<>(ID, Type.TEXT, point -> point.id().toString()));
    columns.add(
        new Column<>("optimizer", Type.TEXT, point -> point.trajectory().optimizer().key()));
    columns.add(ofNumbers("learning_rate", point -> point.trajectory().learningRate()));
    columns.add(new Column<>("batch_size", Type.TEXT, point -> point.trajectory().batch()));
    columns.add(ofNumbers("l1", point -> point.trajectory().l1()));
    columns.add(ofNumbers("l2", point -> point.trajectory().l2()));
    columns.addAll(ParameterColumns.of(plan, point -> point.trajectory().parameters()));
    columns.addAll(ParameterColumns.repeats(plan, Point::trajectory));
    columns.add(LossColumns.epoch(Point::losses));
    columns.addAll(LossColumns.of(Point::losses));
    return columns;
  }
}
