package dev.linesweep.spark.table.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one column of text: each different one is kept once. A cell without a value is null.
 */
public final class ColumnCells implements MemoryColumn {
  private final Map<@Nullable String, Integer> places = new HashMap<>();
  private final List<@Nullable String> different = new ArrayList<>();
  private final List<Integer> firstRows = new ArrayList<>();
  private int[] placeOf = new int[64];
  private int rows;

  void add(@Nullable String cell) {
    Integer place = places.putIfAbsent(cell, different.size());
    if (place == null) {
      place = different.size();
      different.add(cell);
      firstRows.add(rows);
    }
    if (rows == placeOf.length) {
      placeOf = Arrays.copyOf(placeOf, 2 * rows);
    }
    placeOf[rows++] = place;
  }

  @Override
  public int rows() {
    return rows;
  }

  /** The cells that differ, in the order of their first rows. */
  public List<@Nullable String> different() {
    return different;
  }

  /** Which of these the row has. */
  public int placeOf(int row) {
    return placeOf[row];
  }

  /** How many rows have each of these. */
  public long[] counts() {
    long[] counts = new long[different.size()];
    for (int row = 0; row < rows; row++) {
      counts[placeOf[row]]++;
    }
    return counts;
  }

  /** The first row, counted from 0, that has this one. */
  public int firstRow(int place) {
    return firstRows.get(place);
  }
}
