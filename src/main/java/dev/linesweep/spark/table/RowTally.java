package dev.linesweep.spark.table;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.text.Counted;
import dev.linesweep.text.NameList;
import dev.linesweep.text.QuotedName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts packed rows, and refuses them if values are missing or infinite, or weights of rows are
 * negative.
 */
final class RowTally {
  private static final int SHOWN = 5;

  private final Terms terms;
  private final int weight;
  private final Column[] columns;
  private long rows;
  private long labelled;
  private long complete;

  /** Findings on one column in the labelled rows. */
  private static final class Column {
    final Finding missing = new Finding();
    final Finding infinite = new Finding();
    final Finding negative = new Finding();

    void see(double value, long row, boolean weight) {
      if (Double.isNaN(value)) {
        missing.in(row);
      } else if (Double.isInfinite(value)) {
        infinite.in(row);
      } else if (weight && value < 0) {
        negative.in(row);
      }
    }
  }

  /** In how many rows something was found, and in which first. */
  private static final class Finding {
    long count;
    long first = -1;

    void in(long row) {
      if (count++ == 0) {
        first = row;
      }
    }
  }

  private RowTally(Terms terms, int weight) {
    this.terms = terms;
    this.weight = weight;
    this.columns = new Column[terms.inputs().size() + 1];
    Arrays.setAll(columns, i -> new Column());
  }

  /**
   * Counts the rows of these chunks.
   *
   * @param weight the input with the weights of rows; -1 for none
   */
  static RowTally of(List<double[]> chunks, Terms terms, int weight) {
    RowTally tally = new RowTally(terms, weight);
    chunks.forEach(tally::see);
    return tally;
  }

  private void see(double[] chunk) {
    int width = columns.length;
    for (int at = 0; at < chunk.length; at += width, rows++) {
      if (Double.isNaN(chunk[at + width - 1])) {
        continue;
      }
      labelled++;
      complete += isComplete(chunk, at, width) ? 1 : 0;
      for (int i = 0; i < width; i++) {
        columns[i].see(chunk[at + i], rows, i == weight);
      }
    }
  }

  /** Whether the row that begins there has its label and all its inputs. */
  static boolean isComplete(double[] chunk, int at, int width) {
    for (int i = at; i < at + width; i++) {
      if (Double.isNaN(chunk[i])) {
        return false;
      }
    }
    return true;
  }

  /** All rows. */
  long rows() {
    return rows;
  }

  /** Those with a label. */
  long labelled() {
    return labelled;
  }

  /** Those with a label and all inputs. */
  long complete() {
    return complete;
  }

  /** Refuses rows that cannot be trained on, all faults at once. */
  void requireUsable(DataSpec.Missing missing, RowOrder order, JobLines job) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].missing.count > 0 && missing == DataSpec.Missing.ERROR) {
        problems.add(missing(i, order));
      }
      if (columns[i].infinite.count > 0) {
        problems.add(infinite(i, order, job));
      }
      if (columns[i].negative.count > 0) {
        problems.add(negative(order, job));
      }
    }
    if (problems.isEmpty() && complete == 0) {
      problems.add(emptiness());
    }
    if (!problems.isEmpty()) {
      throw new JobException(problems);
    }
  }

  private String missing(int column, RowOrder order) {
    Finding missing = columns[column].missing;
    return "data.missing: column \"%s\" has no value in %d of %s, first in %s."
            .formatted(
                name(column), missing.count, Counted.of(labelled, "row"), order.row(missing.first))
        + " Set missing: drop to leave such rows out, or fill the gaps in a query:"
        + " coalesce(%s, …).".formatted(QuotedName.sql(name(column)));
  }

  private String infinite(int column, RowOrder order, JobLines job) {
    String said = "data: column \"%s\" is infinite".formatted(name(column));
    return refused(said, columns[column].infinite, order, "", job);
  }

  private String negative(RowOrder order, JobLines job) {
    String said = "data.row_weight: column \"%s\" is negative".formatted(name(weight));
    String rule = ", but a weight must be at least 0";
    return refused(said, columns[weight].negative, order, rule, job);
  }

  private String refused(String said, Finding finding, RowOrder order, String rule, JobLines job) {
    return "%s in %s, first in %s%s. To drop such rows, add under data:\n%s"
        .formatted(
            said,
            Counted.of(finding.count, "row"),
            order.row(finding.first),
            rule,
            job.where(usable()));
  }

  /** The condition of rows to keep; rows without a value are kept. */
  private String usable() {
    String finite =
        conditions(i -> columns[i].infinite.count > 0, "abs(%s), 0) <> double('Infinity')");
    String positive = conditions(i -> columns[i].negative.count > 0, "%s, 0) >= 0");
    return finite + (finite.isEmpty() || positive.isEmpty() ? "" : " AND ") + positive;
  }

  private String conditions(IntPredicate affected, String condition) {
    return IntStream.range(0, columns.length)
        .filter(affected)
        .mapToObj(this::name)
        .distinct()
        .map(name -> "coalesce(" + condition.formatted(QuotedName.sql(name)))
        .collect(Collectors.joining(" AND "));
  }

  private String emptiness() {
    if (rows == 0) {
      return "data: the table has no rows.";
    }
    return labelled == 0
        ? "data.label: column \"%s\" has no value in %s.".formatted(terms.label(), all(rows))
        : "data.missing: %s %s %s (%s), so dropping them leaves none."
            .formatted(
                all(labelled),
                Counted.word(labelled, "lacks", "lack"),
                weight < 0 ? "a feature" : "a feature or the weight",
                incomplete());
  }

  /** The columns with missing values, those with the most first. */
  private String incomplete() {
    List<String> names =
        IntStream.range(0, terms.inputs().size())
            .boxed()
            .filter(i -> columns[i].missing.count > 0)
            .sorted(Comparator.comparingLong(i -> -columns[i].missing.count))
            .map(
                i -> "\"%s\" in %s".formatted(name(i), Counted.of(columns[i].missing.count, "row")))
            .toList();
    return NameList.first(names, SHOWN);
  }

  private static String all(long rows) {
    return rows == 1 ? "the only row" : "all " + Counted.of(rows, "row");
  }

  private String name(int column) {
    return column < terms.inputs().size() ? terms.inputs().get(column).column() : terms.label();
  }
}
