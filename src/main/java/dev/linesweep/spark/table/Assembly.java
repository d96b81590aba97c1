package dev.linesweep.spark.table;

import dev.linesweep.data.Matrix;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns packed rows into the matrix, and says which values are missing or not finite. */
record Assembly(Encoder encoder, DataSpec.Missing missing, RowOrder order) {

  /** What was seen of one column among the labelled rows. */
  private static final class Tally {
    long missing;
    long firstMissing = -1;
    long infinite;
    long firstInfinite = -1;

    void see(double value, long row) {
      if (Double.isNaN(value) && missing++ == 0) {
        firstMissing = row;
      }
      if (Double.isInfinite(value) && infinite++ == 0) {
        firstInfinite = row;
      }
    }
  }

  /** Empties the list as it goes. */
  TableData assemble(List<double[]> packed, String description, List<String> notes) {
    int inputs = encoder.inputs().size();
    long rows = 0;
    long labelled = 0;
    long complete = 0;
    Tally[] tallies = new Tally[inputs + 1];
    Arrays.setAll(tallies, i -> new Tally());
    for (double[] chunk : packed) {
      for (int at = 0; at < chunk.length; at += inputs + 1, rows++) {
        if (Double.isNaN(chunk[at + inputs])) {
          continue;
        }
        labelled++;
        complete += isComplete(chunk, at, inputs) ? 1 : 0;
        for (int i = 0; i <= inputs; i++) {
          tallies[i].see(chunk[at + i], rows);
        }
      }
    }
    requireUsable(tallies, rows, labelled, complete);
    return new TableData(
        matrix(packed, Math.toIntExact(complete)),
        encoder,
        rows,
        rows - labelled,
        labelled - complete,
        description,
        notes);
  }

  private void requireUsable(Tally[] tallies, long rows, long labelled, long complete) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < tallies.length; i++) {
      Tally tally = tallies[i];
      String column =
          i < encoder.inputs().size() ? encoder.inputs().get(i).column() : encoder.label();
      if (tally.missing > 0 && missing == DataSpec.Missing.ERROR) {
        problems.add(
            "data.missing: column \"%s\" has no value in %d of %d rows, first in %s."
                    .formatted(column, tally.missing, labelled, order.row(tally.firstMissing))
                + " Set missing: drop to leave such rows out, or fill them in a query:"
                + " coalesce(%s, …).".formatted(Selected.quoted(column)));
      }
      if (tally.infinite > 0) {
        problems.add(
            "data: column \"%s\" is infinite in %d rows, first in %s. Leave them out in a query."
                .formatted(column, tally.infinite, order.row(tally.firstInfinite)));
      }
    }
    if (problems.isEmpty() && complete == 0) {
      problems.add(emptiness(rows, labelled));
    }
    if (!problems.isEmpty()) {
      throw new JobException(problems);
    }
  }

  private String emptiness(long rows, long labelled) {
    if (rows == 0) {
      return "data: the table has no rows.";
    }
    return labelled == 0
        ? "data.label: column \"%s\" is null in all %d rows.".formatted(encoder.label(), rows)
        : "data.missing: all %d rows lack a feature, so drop leaves none.".formatted(labelled);
  }

  private static boolean isComplete(double[] chunk, int at, int inputs) {
    for (int i = 0; i < inputs; i++) {
      if (Double.isNaN(chunk[at + i])) {
        return false;
      }
    }
    return true;
  }

  private Matrix matrix(List<double[]> packed, int rows) {
    int inputs = encoder.inputs().size();
    int features = encoder.features().size();
    double[] x = new double[rows * features];
    double[] y = new double[rows];
    int row = 0;
    for (int c = 0; c < packed.size(); c++) {
      double[] chunk = packed.set(c, new double[0]);
      for (int at = 0; at < chunk.length; at += inputs + 1) {
        if (!Double.isNaN(chunk[at + inputs]) && isComplete(chunk, at, inputs)) {
          encoder.encode(chunk, at, x, row * features);
          y[row++] = chunk[at + inputs] + 0.0;
        }
      }
    }
    return new Matrix(x, y, encoder.featureNames(), encoder.label());
  }
}
