package dev.linesweep;

import dev.linesweep.spark.table.RowSource;
import dev.linesweep.spark.table.SpreadVector;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A DataFrame that a sweep is on, and what its columns are.
 *
 * @param table what the job says of it
 */
record GivenRows(DataSpec.Table table, RowSource.Given rows) {

  /** What a builder is told of the columns. */
  sealed interface Chosen {
    /** The columns of label and features, or a formula of them. */
    record Named(DataSpec.Selection selection) implements Chosen {}

    /** The label's column, and one of vectors. */
    record InVector(String label, String features) implements Chosen {}
  }

  /**
   * @param orderBy columns that fix the order of rows; may be empty
   * @param groups the column of the split's groups; empty for none
   */
  static GivenRows of(Dataset<Row> rows, Chosen chosen, List<String> orderBy, String groups) {
    if (chosen instanceof Chosen.Named named) {
      return new GivenRows(table(named.selection(), orderBy), new RowSource.Given(rows));
    }
    Chosen.InVector vector = (Chosen.InVector) chosen;
    List<String> kept = new ArrayList<>(orderBy);
    kept.add(vector.label());
    if (!groups.isEmpty()) {
      kept.add(groups);
    }
    if (vector.label().equals(vector.features())) {
      throw new JobException(
          "data: column \"%s\" is named as the label and as the features"
              .formatted(vector.label()));
    }
    SpreadVector spread =
        SpreadVector.of(rows, vector.features(), kept.stream().distinct().toList());
    return new GivenRows(
        table(new DataSpec.Columns(vector.label(), spread.features()), orderBy),
        new RowSource.Given(spread.rows()));
  }

  private static DataSpec.Table table(DataSpec.Selection selection, List<String> orderBy) {
    return new DataSpec.Table(new DataSpec.DataFrame(), "", selection, orderBy, "");
  }
}
