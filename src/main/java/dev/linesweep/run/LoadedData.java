package dev.linesweep.run;

import dev.linesweep.data.ColumnValues;
import dev.linesweep.data.Matrix;
import dev.linesweep.data.RowGroups;
import dev.linesweep.data.Synthetic;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spark.table.Encoder;
import dev.linesweep.spark.table.HiddenQuery;
import dev.linesweep.spark.table.RowSource;
import dev.linesweep.spark.table.TableData;
import dev.linesweep.spark.table.TableReader;
import dev.linesweep.spark.table.TableSession;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** A sweep's rows in the driver's memory, and where they come from. */
final class LoadedData {
  private final Matrix matrix;
  private final String description;
  private final List<String> notes;
  private final List<ColumnValues> baselines;
  private final @Nullable Encoder encoder;
  private final String stamp;
  private final Optional<HiddenQuery> query;
  private final RowGroups groups;
  private final long together;

  private LoadedData(
      Matrix matrix,
      RowGroups groups,
      String description,
      List<String> notes,
      List<ColumnValues> baselines,
      @Nullable Encoder encoder,
      String stamp,
      Optional<HiddenQuery> query,
      long together) {
    this.matrix = matrix;
    this.groups = groups;
    this.description = description;
    this.notes = List.copyOf(notes);
    this.baselines = List.copyOf(baselines);
    this.encoder = encoder;
    this.stamp = stamp;
    this.query = query;
    this.together = together;
  }

  /** Generates synthetic rows, or reads a table; only a table starts Spark SQL. */
  static LoadedData load(SweepSpec spec, RowSource rows, SparkHandle spark) {
    DataSpec.Source source = spec.data().source();
    Configuration hadoop = spark.context().hadoopConfiguration();
    Optional<String> before = SourceStamp.of(source, hadoop);
    if (source instanceof DataSpec.Table table) {
      TableSession session = TableSession.of(spark.context().sc(), spark::session);
      TableData read =
          TableReader.read(
              rows,
              session,
              table,
              new TableReader.Rules(
                  spec.data().missing(),
                  spec.data().unseen(),
                  spec.split(),
                  SweepPlan.bytesOutside(spec, 1)),
              System::getenv);
      Optional<String> after = SourceStamp.of(source, hadoop);
      return of(
          read, before.equals(after) ? after.orElse("") : "", HiddenQuery.of(rows, session, table));
    }
    Matrix matrix = Synthetic.of(source);
    return new LoadedData(
        matrix,
        RowGroups.ofRows(matrix.rows()),
        "synthetic",
        List.of(),
        List.of(),
        null,
        before.orElse(""),
        Optional.empty(),
        0);
  }

  private static LoadedData of(TableData table, String stamp, Optional<HiddenQuery> query) {
    List<String> notes = new ArrayList<>(table.notes());
    query.filter(HiddenQuery::isOfView).map(HiddenQuery::note).ifPresent(notes::add);
    note(notes, table.rows().withoutLabel(), "dropped: no label");
    boolean weighted = table.matrix().isWeighted();
    note(
        notes,
        table.rows().dropped(),
        "dropped: a feature %sis missing".formatted(weighted ? "or the weight " : ""));
    return new LoadedData(
        table.matrix(),
        table.groups(),
        table.description(),
        notes,
        table.baselines(),
        table.encoder(),
        stamp,
        query,
        table.rows().together());
  }

  private static void note(List<String> notes, long rows, String why) {
    if (rows > 0) {
      notes.add(Counted.of(rows, "row") + " " + why);
    }
  }

  Matrix matrix() {
    return matrix;
  }

  /** The groups of rows that a split keeps together. */
  RowGroups groups() {
    return groups;
  }

  /** A description of the source, without secrets. */
  String description() {
    return description;
  }

  /**
   * The {@link SourceStamp}, which shows without Spark that the data is still the same; empty if
   * only reading the data can show it, or if it changed while it was read.
   */
  String stamp() {
    return stamp;
  }

  /** What the job does not say about the source of its rows. */
  Optional<HiddenQuery> query() {
    return query;
  }

  /** The most rows of a table that one task packed. */
  long together() {
    return together;
  }

  /** Notes on what was left out. */
  List<String> notes() {
    return notes;
  }

  /** The same data with more notes. */
  LoadedData noting(List<String> more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    return new LoadedData(
        matrix, groups, description, all, baselines, encoder, stamp, query, together);
  }

  /** Columns that predict the label unchanged, as the job requests. */
  List<ColumnValues> columnBaselines() {
    return baselines;
  }

  /** How a table's columns become features; empty for synthetic rows. */
  Optional<Encoder> encoder() {
    return Optional.ofNullable(encoder);
  }
}
