package dev.linesweep.spark.table;

import java.io.Serializable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts of values and the row of the first of each, up to a number of distinct values.
 *
 * <p>Values beyond that number are counted together. Those kept are the first in the order of the
 * rows, however the rows were cut into parts.
 */
final class Sightings implements Serializable {
  private final int limit;
  private final LinkedHashMap<String, Seen> seen = new LinkedHashMap<>();
  private long count;
  private boolean more;

  /**
   * Where a value is.
   *
   * @param count of the rows that have it
   * @param row the first of them, counted from 0
   */
  record Seen(long count, long row) implements Serializable {}

  Sightings(int limit) {
    this.limit = limit;
  }

  void see(String value, Seen sight) {
    add(value, sight);
    count += sight.count();
  }

  private void add(String value, Seen sight) {
    Seen before = seen.get(value);
    if (before != null) {
      seen.put(value, new Seen(before.count() + sight.count(), before.row()));
    } else if (seen.size() < limit) {
      seen.put(value, sight);
    } else {
      more = true;
    }
  }

  /** Adds what later rows held, which begin at this row. */
  void append(Sightings later, long firstRow) {
    later.seen.forEach(
        (value, sight) -> add(value, new Seen(sight.count(), sight.row() + firstRow)));
    count += later.count;
    more |= later.more;
  }

  /** Of all cells, those of values that are not kept included. */
  long count() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Whether there are more distinct values than are kept. */
  boolean hasMore() {
    return more;
  }

  /** In the order of their first rows. */
  Set<String> values() {
    return seen.keySet();
  }

  Map<String, Seen> all() {
    return seen;
  }

  /** The first value. */
  String first() {
    return seen.keySet().iterator().next();
  }

  /** The row of the first value. */
  long firstRow() {
    return seen.values().iterator().next().row();
  }

  /** By count, the most frequent first; equal ones in the order of their rows. */
  List<String> mostFrequent() {
    return seen.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Seen> entry) -> -entry.getValue().count())
                .thenComparingLong(entry -> entry.getValue().row()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
