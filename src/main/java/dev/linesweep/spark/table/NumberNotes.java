package dev.linesweep.spark.table;

import dev.linesweep.data.Matrix;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Decimal;
import dev.linesweep.text.QuotedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.LongType;

/** Notes for the user on the numbers of label and features, once they are read. */
record NumberNotes(TypedTable typed, Columns columns, JobLines job) {

  List<String> of(Matrix matrix) {
    List<String> notes = new ArrayList<>();
    int features = matrix.features().size();
    for (int feature = 0; feature < features; feature++) {
      int at = feature;
      see(
          matrix.features().get(feature),
          matrix.rows(),
          row -> matrix.x()[row * features + at],
          notes);
    }
    see(matrix.label(), matrix.rows(), row -> matrix.y()[row], notes);
    return notes;
  }

  private void see(String name, int rows, IntToDoubleFunction values, List<String> notes) {
    if (columns.names().contains(name)) {
      beyondDouble(name, rows, values).ifPresent(notes::add);
      FarValue.of(rows, values).map(far -> far(name, rows, far)).ifPresent(notes::add);
    }
  }

  /** Whole numbers of a file with types that are larger than doubles hold one by one. */
  private Optional<String> beyondDouble(String name, int rows, IntToDoubleFunction values) {
    boolean whole = columns.type(name) instanceof LongType && typed.decision(name).isEmpty();
    return whole
            && IntStream.range(0, rows)
                .anyMatch(row -> Math.abs(values.applyAsDouble(row)) > ColumnTally.EXACT)
        ? Optional.of(
            "%s: whole numbers above 9007199254740992 have more digits than double precision holds; neighbours become equal"
                .formatted(name))
        : Optional.empty();
  }

  private String far(String name, int rows, FarValue far) {
    String value = Decimal.of(far.value());
    String remedy =
        typed.decision(name).isPresent()
            ? job.naValues(List.of(value))
            : job.replaced(name, "nullif(%s, %s)".formatted(QuotedName.sql(name), value));
    return "%s: %s in %d of %s is far from all other values (%s to %s); if it means a missing value, add under data: %s"
        .formatted(
            name,
            value,
            far.count(),
            Counted.of(rows, "row"),
            Decimal.of(far.least()),
            Decimal.of(far.most()),
            remedy.strip());
  }
}
