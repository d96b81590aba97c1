package dev.linesweep.data;

import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.text.Decimal;
import java.io.Serializable;
import java.util.Locale;

/** The rows of each part, by ascending row number from 0. No row is in two parts. */
public record Parts(int[] train, int[] validation, int[] test) implements Serializable {

  /** Assigns rows that have no groups. */
  public static Parts of(SplitSpec split, int rows) {
    return of(split, RowGroups.ofRows(rows));
  }

  /**
   * Assigns the rows; all rows of a group go to one part. With folds the training part has the rows
   * of all folds.
   *
   * <ul>
   *   <li>order: the last groups that have round(test · rows) rows are the test part, those before
   *       them that have round(validation · rows) rows the validation part;
   *   <li>random: the same for a seeded permutation of the groups;
   *   <li>interleaved: group i is in the test part where i mod n = n - 1, n = round(1 / test). Of
   *       the others, numbered j from 0, those are in the validation part where j mod m = m - 1, m
   *       = round((1 - 1/n) / validation).
   * </ul>
   */
  public static Parts of(SplitSpec split, RowGroups groups) {
    return of(GroupSplit.of(split, groups), split, groups);
  }

  static Parts of(GroupSplit parted, SplitSpec split, RowGroups groups) {
    Parts parts =
        new Parts(
            groups.rowsOf(parted.train()),
            groups.rowsOf(parted.validation()),
            groups.rowsOf(parted.test()));
    parts.requireRows(split, groups);
    return parts;
  }

  private void requireRows(SplitSpec split, RowGroups groups) {
    requireRows("test", test, split.test(), "a larger split.test", split, groups);
    requireRows(
        "validation", validation, split.validation(), "a larger split.validation", split, groups);
    requireRows("training", train, 1, "smaller shares", split, groups);
  }

  private static void requireRows(
      String part,
      int[] rowsOfPart,
      double share,
      String remedy,
      SplitSpec split,
      RowGroups groups) {
    if (share > 0 && rowsOfPart.length == 0) {
      throw new JobException(
          "split: the %s part must have at least one row, but test: %s, validation: %s, by: %s "
                  .formatted(
                      part,
                      Decimal.of(split.test()),
                      Decimal.of(split.validation()),
                      split.by().name().toLowerCase(Locale.ROOT))
              + "of %s leaves it none. Give it %s, or more rows."
                  .formatted(groups.inWords(), remedy));
    }
  }
}
