package dev.linesweep.spark;

import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.report.Column;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.store.JournalIndex;
import dev.linesweep.store.ParquetFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of {@code curves.parquet}: the losses of every trajectory along its recorded epochs. */
record CurveRows(SweepPlan plan, JournalIndex journal) implements ParquetFile.Rows {

  static final List<Column> COLUMNS =
      List.of(
          new Column("trajectory_id", Column.Type.TEXT),
          new Column("optimizer", Column.Type.TEXT),
          new Column("learning_rate", Column.Type.DOUBLE),
          new Column("epoch", Column.Type.INT),
          new Column("train_loss", Column.Type.DOUBLE),
          new Column("validation_loss", Column.Type.DOUBLE),
          new Column("test_loss", Column.Type.DOUBLE));

  @Override
  public void forEach(Consumer<@Nullable Object[]> sink) throws IOException {
    for (long number = 0; number < plan.trajectories(); number++) {
      Trajectory trajectory = plan.trajectory(number);
      Optional<JournalIndex.Found> found = journal.find(trajectory.id().bits(), plan.maxEpochs());
      if (found.isPresent()) {
        emit(trajectory, found.get().block().snapshots(), found.get().column(), sink);
      }
    }
  }

  static void emit(
      Trajectory trajectory, Snapshots snapshots, int column, Consumer<@Nullable Object[]> sink) {
    String id = trajectory.id().toString();
    int[] epochs = snapshots.epochs();
    for (int at = 0; at < epochs.length; at++) {
      sink.accept(
          new @Nullable Object[] {
            id,
            trajectory.optimizer().key(),
            finite(trajectory.learningRate()),
            epochs[at],
            finite(snapshots.metrics(column, at, Part.TRAIN).loss()),
            finite(snapshots.metrics(column, at, Part.VALIDATION).loss()),
            finite(snapshots.metrics(column, at, Part.TEST).loss())
          });
    }
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
