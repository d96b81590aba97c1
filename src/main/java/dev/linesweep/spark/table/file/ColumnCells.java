package dev.linesweep.spark.table.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/** The cells of one column of text. Equal cells are kept once. A cell without a value is null. */
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

  @Override
  public DataType type(DataType read) {
    return read;
  }

  @Override
  public IntFunction<@Nullable Object> values(Function<String, @Nullable Object> reading) {
    @Nullable Object[] read =
        different.stream().map(cell -> cell == null ? null : reading.apply(cell)).toArray();
    return row -> read[placeOf[row]];
  }

  /** The distinct cells, in the order of their first rows. */
  public List<@Nullable String> different() {
    return different;
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
