package dev.linesweep.spark.table;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.text.NameList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Checks all rows to predict in one pass: counts them, and refuses values that cannot be encoded,
 * naming the first row with one.
 *
 * @param columns of the rows, under the aliases {@code c0, c1, …}
 * @param cells the file's rows behind them, if they are known
 */
record PredictionCheck(
    Encoder encoder, DataSpec.Unseen unseen, Columns columns, Optional<CarriedCells> cells) {
  private static final int SHOWN = 30;

  /**
   * What was found.
   *
   * @param missing rows that lack a feature
   * @param unseen rows with a level that no training row had
   */
  record Counts(long rows, long missing, long unseen) {}

  /** What may be wrong with an input: values that are not numbers or levels, and infinite ones. */
  private record Wrong(Encoder.Input input, Column bad, Column infinite) {}

  Counts of(Dataset<Row> rows) {
    Column missing = functions.lit(false);
    Column unknown = functions.lit(false);
    List<Wrong> wrongs = new ArrayList<>();
    for (Encoder.Input input : encoder.inputs()) {
      Column number = columns.number(input.column());
      missing = missing.or(columns.column(input.column()).isNull());
      if (input.text()) {
        Column bad = functions.not(columns.text(input.column()).isInCollection(input.levels()));
        unknown = unknown.or(functions.coalesce(bad, functions.lit(false)));
        boolean refused = unseen != DataSpec.Unseen.BASE;
        wrongs.add(new Wrong(input, refused ? bad : functions.lit(false), functions.lit(false)));
      } else {
        missing = missing.or(functions.coalesce(functions.isnan(number), functions.lit(false)));
        Column infinite = functions.abs(number).equalTo(Double.POSITIVE_INFINITY);
        wrongs.add(new Wrong(input, number.isNull(), infinite));
      }
    }
    List<Column> found = new ArrayList<>();
    found.add(functions.count_if(missing));
    found.add(functions.count_if(unknown.and(functions.not(missing))));
    for (Wrong wrong : wrongs) {
      found.add(first(wrong, wrong.bad()));
      found.add(first(wrong, wrong.infinite()));
    }
    Row row = rows.agg(functions.count(functions.lit(1)), found.toArray(Column[]::new)).head();
    refuse(row, rows);
    return new Counts(row.getLong(0), row.getLong(1), row.getLong(2));
  }

  /** The number of the first row in which this holds, and the cell as it was written. */
  private Column first(Wrong wrong, Column holds) {
    int place = columns.names().indexOf(wrong.input().column());
    Column written =
        functions.col(cells.map(c -> c.cell(place)).orElse("c" + place)).cast("string");
    Column row = cells.map(c -> functions.col(c.row())).orElse(functions.lit(0L));
    return functions.min(
        functions.when(
            holds.and(columns.column(wrong.input().column()).isNotNull()),
            functions.struct(row, written)));
  }

  private void refuse(Row found, Dataset<Row> rows) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < encoder.inputs().size(); i++) {
      Encoder.Input input = encoder.inputs().get(i);
      if (!found.isNullAt(3 + 2 * i)) {
        Row first = found.getStruct(3 + 2 * i);
        problems.add(place(first, input) + problem(input, first.getString(1)));
      }
      if (!found.isNullAt(4 + 2 * i)) {
        Row first = found.getStruct(4 + 2 * i);
        problems.add(
            place(first, input)
                + "\"%s\", which is not a finite number. Correct it or drop the row."
                    .formatted(first.getString(1)));
      }
    }
    if (!problems.isEmpty()) {
      throw new JobException(problems);
    }
  }

  private String place(Row first, Encoder.Input input) {
    String row = cells.map(c -> "row %d: ".formatted(c.numberOf(first.getLong(0)))).orElse("");
    return "--data: %scolumn \"%s\" holds ".formatted(row, input.column());
  }

  private static String problem(Encoder.Input input, String value) {
    if (!input.text()) {
      return "\"%s\", which is not a number.".formatted(value);
    }
    List<String> levels = input.levels();
    String known = NameList.first(levels, SHOWN);
    return ("\"%s\", which no training row has. Known values: %s. To treat it as the base level,"
            + " \"%s\", add --unseen base.")
        .formatted(value, known, levels.get(levels.size() - 1));
  }
}
