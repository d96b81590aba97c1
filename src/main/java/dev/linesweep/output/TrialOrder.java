package dev.linesweep.output;

import dev.linesweep.spec.JobException;
import dev.linesweep.spec.ParameterName;
import dev.linesweep.table.Row;
import dev.linesweep.text.Words;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * An order of the rows of {@code trials.parquet}: by a column, then by rank. Missing values come
 * last in both directions.
 */
record TrialOrder(String column, boolean descending) implements Comparator<Row> {
  private static final String RANK = "rank";

  /**
   * Reads an order.
   *
   * @param text a column, followed by {@code desc} to reverse the order; empty for the rank
   * @param columns of the table
   * @throws JobException if the text is not an order
   */
  static TrialOrder parse(String text, List<String> columns) {
    String[] words =
        text.isBlank() ? new String[] {RANK} : ParameterName.undotted(text).strip().split("\\s+");
    String direction = words.length < 2 ? "asc" : words[1].toLowerCase(Locale.ROOT);
    if (words.length > 2
        || !columns.contains(words[0])
        || !(direction.equals("asc") || direction.equals("desc"))) {
      throw new JobException(
          "--sort \"%s\": expected a column, or a column and desc%s. %s"
              .formatted(text, near(words, columns), TrialsFile.names(columns)));
    }
    return new TrialOrder(words[0], direction.equals("desc"));
  }

  private static String near(String[] words, List<String> columns) {
    return columns.contains(words[0]) ? "" : Words.didYouMean(words[0], columns);
  }

  /** Whether the table has this order already. */
  boolean isByRank() {
    return column.equals(RANK) && !descending;
  }

  @Override
  public int compare(Row a, Row b) {
    Object one = a.value(column);
    Object other = b.value(column);
    int byColumn =
        one == null || other == null
            ? Boolean.compare(one == null, other == null)
            : descending ? values(other, one) : values(one, other);
    return byColumn != 0 ? byColumn : Long.compare(a.whole(RANK, 0), b.whole(RANK, 0));
  }

  /** Compares values of one column, which have one class. */
  private static int values(Object one, Object other) {
    if (one instanceof Number number && other instanceof Number another) {
      return numbers(number, another);
    }
    if (one instanceof double[] list && other instanceof double[] another) {
      return Arrays.compare(list, another);
    }
    if (one instanceof Instant time && other instanceof Instant another) {
      return time.compareTo(another);
    }
    return one.toString().compareTo(other.toString());
  }

  private static int numbers(Number one, Number other) {
    return one instanceof Double
        ? doubles(one.doubleValue(), other.doubleValue())
        : Long.compare(one.longValue(), other.longValue());
  }

  /** Treats negative zero as zero. */
  private static int doubles(double one, double other) {
    return one == other ? 0 : Double.compare(one, other);
  }
}
