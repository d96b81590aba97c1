package dev.linesweep;

import dev.linesweep.spark.table.RowSource;
import dev.linesweep.spark.table.SpreadVector;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.text.NameList;
import dev.linesweep.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The DataFrame that a sweep trains on, and the job that names its columns. */
record GivenRows(SweepSpec job, RowSource.Given rows) {

  /** What a builder is told about the columns. */
  sealed interface Chosen {
    /** The label's and the features' columns, or a formula over them. */
    record Named(DataSpec.Selection selection) implements Chosen {}

    /** The label's column, and a column of vectors with the features. */
    record InVector(String label, String features) implements Chosen {}
  }

  /**
   * The job's description of the DataFrame before the DataFrame is looked at: a column of vectors
   * counts as the only feature.
   *
   * @param orderBy columns that fix the order of rows; may be empty
   */
  static DataSpec.Table table(Chosen chosen, List<String> orderBy) {
    return new DataSpec.Table(new DataSpec.DataFrame(), "", selection(chosen), orderBy, "");
  }

  private static DataSpec.Selection selection(Chosen chosen) {
    if (chosen instanceof Chosen.Named named) {
      return named.selection();
    }
    Chosen.InVector vector = (Chosen.InVector) chosen;
    if (vector.label().equals(vector.features())) {
      throw new JobException(
          "data: column \"%s\" is both the label and the features".formatted(vector.label()));
    }
    return new DataSpec.Columns(vector.label(), List.of(vector.features()));
  }

  /**
   * The rows and their job; if the features are in a column of vectors, with one column per
   * element.
   *
   * @param job on the table that {@link #table} describes; other columns that it names are kept
   */
  static GivenRows of(Dataset<Row> rows, Chosen chosen, SweepSpec job) {
    if (!(chosen instanceof Chosen.InVector vector)
        || !(job.data().source() instanceof DataSpec.Table table)) {
      return new GivenRows(job, new RowSource.Given(rows));
    }
    boolean asChosen =
        table.selection() instanceof DataSpec.Columns columns
            && columns.features().equals(List.of(vector.features()));
    String label =
        table.selection() instanceof DataSpec.Columns columns ? columns.label() : vector.label();
    requireColumn(rows, "data.features", vector.features());
    requireColumn(rows, "data.label", label);
    SpreadVector spread =
        SpreadVector.of(rows, vector.features(), label, others(rows, vector, table, job));
    List<String> kept = new ArrayList<>(List.of(spread.rows().columns()));
    kept.removeAll(spread.features());
    return new GivenRows(
        (asChosen ? job.withSelection(new DataSpec.Columns(label, spread.features())) : job)
            .hinted(new VectorHint(vector.features(), kept, spread.features()).text()),
        new RowSource.Given(spread.rows()));
  }

  /** Columns besides label and features that the job names; a query may name any. */
  private static List<String> others(
      Dataset<Row> rows, Chosen.InVector vector, DataSpec.Table table, SweepSpec job) {
    if (!table.query().isEmpty()) {
      return Arrays.stream(rows.columns()).filter(name -> !name.equals(vector.features())).toList();
    }
    List<String> names = new ArrayList<>();
    table.orderBy().forEach(name -> names.add(requireColumn(rows, "data.order_by", name)));
    table.others().baselines().stream()
        .map(DataSpec.BaselineColumn::column)
        .forEach(name -> names.add(requireColumn(rows, "data.baseline", name)));
    if (table.others().hasRowWeight()) {
      names.add(requireColumn(rows, "data.row_weight", table.others().rowWeight()));
    }
    if (job.split().hasGroups()) {
      names.add(requireColumn(rows, "split.groups", job.split().groups()));
    }
    return names;
  }

  private static String requireColumn(Dataset<Row> rows, String key, String name) {
    List<String> there = List.of(rows.columns());
    if (!there.contains(name)) {
      throw new JobException(
          "%s: the DataFrame has no column %s%s. Its columns are %s."
              .formatted(
                  key,
                  Words.quoted(name),
                  Words.didYouMean(name, there),
                  NameList.first(there, 20)));
    }
    return name;
  }
}
