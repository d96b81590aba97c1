package dev.linesweep.data;

import dev.linesweep.text.Counted;
import dev.linesweep.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that a split keeps together: those with equal values of a column. Groups are numbered in
 * the order of their first rows.
 *
 * @param column whose values they share; empty if each row is a group
 * @param of the group of each row
 * @param names of the groups; empty if each row is a group
 */
public record RowGroups(String column, int[] of, List<String> names) {
  public RowGroups {
    names = List.copyOf(names);
  }

  /** Groups of one row each. */
  public static RowGroups ofRows(int rows) {
    int[] each = new int[rows];
    Arrays.setAll(each, i -> i);
    return new RowGroups("", each, List.of());
  }

  /**
   * Groups of rows with equal values.
   *
   * @param values by row
   */
  public static RowGroups of(String column, List<String> values) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] of = new int[values.size()];
    List<String> names = new ArrayList<>();
    for (int row = 0; row < of.length; row++) {
      String value = values.get(row);
      of[row] = numbers.computeIfAbsent(value, v -> numbers.size());
      if (of[row] == names.size()) {
        names.add(value);
      }
    }
    return new RowGroups(column, of, names);
  }

  public int rows() {
    return of.length;
  }

  /** Whether the groups come from a column. */
  public boolean named() {
    return !column.isEmpty();
  }

  /** The number of groups. */
  public int count() {
    return named() ? names.size() : of.length;
  }

  /** The rows of each group. */
  int[] sizes() {
    int[] sizes = new int[count()];
    for (int group : of) {
      sizes[group]++;
    }
    return sizes;
  }

  /** The rows of some groups, ascending. */
  int[] rowsOf(int[] groups, int from, int to) {
    boolean[] chosen = new boolean[count()];
    for (int i = from; i < to; i++) {
      chosen[groups[i]] = true;
    }
    int[] rows = new int[of.length];
    int size = 0;
    for (int row = 0; row < of.length; row++) {
      if (chosen[of[row]]) {
        rows[size++] = row;
      }
    }
    return Arrays.copyOf(rows, size);
  }

  int[] rowsOf(int[] groups) {
    return rowsOf(groups, 0, groups.length);
  }

  /**
   * The number of rows and groups in words: {@code 50 rows}, {@code 50 rows in 7 groups of "city"}.
   */
  String inWords() {
    String rows = Counted.of(rows(), "row");
    return named()
        ? "%s in %s of %s".formatted(rows, Counted.of(count(), "group"), Words.quoted(column))
        : rows;
  }

  /** A group in a sentence: {@code "city" = "Toledo"}. */
  String described(int group) {
    return Words.quoted(column) + " = " + Words.quoted(names.get(group));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowGroups that
        && column.equals(that.column)
        && Arrays.equals(of, that.of)
        && names.equals(that.names);
  }

  @Override
  public int hashCode() {
    return 31 * column.hashCode() + Arrays.hashCode(of);
  }
}
