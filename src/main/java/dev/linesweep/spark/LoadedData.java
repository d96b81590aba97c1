package dev.linesweep.spark;

import dev.linesweep.data.ColumnValues;
import dev.linesweep.data.Counted;
import dev.linesweep.data.Matrix;
import dev.linesweep.data.Synthetic;
import dev.linesweep.spark.table.Encoder;
import dev.linesweep.spark.table.TableData;
import dev.linesweep.spark.table.TableReader;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.SweepSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sweep's rows in the driver's memory, and how they came there. */
final class LoadedData {
  private final Matrix matrix;
  private final String description;
  private final List<String> notes;
  private final List<ColumnValues> baselines;
  private final @Nullable Encoder encoder;

  private LoadedData(
      Matrix matrix,
      String description,
      List<String> notes,
      List<ColumnValues> baselines,
      @Nullable Encoder encoder) {
    this.matrix = matrix;
    this.description = description;
    this.notes = List.copyOf(notes);
    this.baselines = List.copyOf(baselines);
    this.encoder = encoder;
  }

  /** Makes synthetic rows, or reads a table; only the latter starts SQL. */
  static LoadedData load(SweepSpec spec, SparkHandle spark) {
    if (spec.data().source() instanceof DataSpec.Table table) {
      return of(
          TableReader.read(
              spark.session(),
              table,
              new TableReader.Rules(spec.data().missing(), spec.data().unseen(), spec.split()),
              System::getenv));
    }
    Matrix matrix = Synthetic.of(spec.data().source());
    return new LoadedData(matrix, "synthetic", List.of(), List.of(), null);
  }

  private static LoadedData of(TableData table) {
    List<String> notes = new ArrayList<>(table.notes());
    note(
        notes,
        table.withoutLabel(),
        "left out because %s label is missing"
            .formatted(Counted.word(table.withoutLabel(), "its", "their")));
    note(notes, table.dropped(), "dropped because a feature is missing");
    return new LoadedData(
        table.matrix(), table.description(), notes, table.baselines(), table.encoder());
  }

  private static void note(List<String> notes, long rows, String why) {
    if (rows > 0) {
      notes.add(Counted.of(rows, "row") + " " + why);
    }
  }

  Matrix matrix() {
    return matrix;
  }

  /** What was read, without secrets. */
  String description() {
    return description;
  }

  /** What was left out. */
  List<String> notes() {
    return notes;
  }

  /** The same with more to say. */
  LoadedData noting(List<String> more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    return new LoadedData(matrix, description, all, baselines, encoder);
  }

  /** Columns that predict the label as they are, as the job asks for. */
  List<ColumnValues> columnBaselines() {
    return baselines;
  }

  /** How a table's columns become features; empty for synthetic rows. */
  Optional<Encoder> encoder() {
    return Optional.ofNullable(encoder);
  }
}
