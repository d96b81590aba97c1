package dev.linesweep.data;

import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.text.Decimal;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which rows each part has, by row number from 0, ascending. Every row is in exactly one part. */
public record Parts(int[] train, int[] validation, int[] test) implements Serializable {

  /**
   * Assigns the rows.
   *
   * <ul>
   *   <li>order: the last round(test · rows) rows are the test part, the round(validation · rows)
   *       rows before them the validation part;
   *   <li>random: the same along a seeded permutation of the rows;
   *   <li>interleaved: row i is in the test part where i mod n = n - 1, n = round(1 / test). Of the
   *       others, numbered j from 0, those are in the validation part where j mod m = m - 1, m =
   *       round((1 - 1/n) / validation).
   * </ul>
   */
  public static Parts of(SplitSpec split, int rows) {
    Parts parts =
        switch (split.by()) {
          case ORDER -> along(identity(rows), split);
          case RANDOM ->
              along(SplitMix64.of(SplitMix64.Stream.SPLIT, split.seed()).permutation(rows), split);
          case INTERLEAVED -> interleaved(split, rows);
        };
    parts.requireRows(split, rows);
    return parts;
  }

  private static Parts along(int[] order, SplitSpec split) {
    int rows = order.length;
    int test = (int) Math.min(rows, Math.round(split.test() * rows));
    int validation = (int) Math.min(rows - test, Math.round(split.validation() * rows));
    int train = rows - test - validation;
    return new Parts(
        sorted(order, 0, train),
        sorted(order, train, train + validation),
        sorted(order, train + validation, rows));
  }

  private static Parts interleaved(SplitSpec split, int rows) {
    long n = Math.round(1 / split.test());
    List<Integer> test = new ArrayList<>();
    List<Integer> rest = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      (row % n == n - 1 ? test : rest).add(row);
    }
    if (split.validation() == 0) {
      return new Parts(array(rest), new int[0], array(test));
    }
    long m = Math.max(1, Math.round((1 - 1.0 / n) / split.validation()));
    List<Integer> train = new ArrayList<>();
    List<Integer> validation = new ArrayList<>();
    for (int j = 0; j < rest.size(); j++) {
      (j % m == m - 1 ? validation : train).add(rest.get(j));
    }
    return new Parts(array(train), array(validation), array(test));
  }

  private void requireRows(SplitSpec split, int rows) {
    requireRows("test", test, split.test(), "a larger split.test", split, rows);
    requireRows(
        "validation", validation, split.validation(), "a larger split.validation", split, rows);
    requireRows("training", train, 1, "smaller shares", split, rows);
  }

  private static void requireRows(
      String part, int[] rowsOfPart, double share, String remedy, SplitSpec split, int rows) {
    if (share > 0 && rowsOfPart.length == 0) {
      throw new JobException(
          "split: the %s part must have at least one row, but test: %s, validation: %s, by: %s "
                  .formatted(
                      part,
                      Decimal.of(split.test()),
                      Decimal.of(split.validation()),
                      split.by().name().toLowerCase(Locale.ROOT))
              + "of %d rows leaves it none. Give it %s, or more rows.".formatted(rows, remedy));
    }
  }

  private static int[] identity(int rows) {
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    return order;
  }

  private static int[] sorted(int[] order, int from, int to) {
    int[] part = Arrays.copyOfRange(order, from, to);
    Arrays.sort(part);
    return part;
  }

  private static int[] array(List<Integer> rows) {
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }
}
