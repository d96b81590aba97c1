package dev.linesweep.spec;

import java.util.Comparator;

/**
 * Where a value was written: a line and column of the job file, counted from 1, or a {@code --set}
 * of the command line, whose line is 0.
 */
record Place(String source, int line, int column) implements Comparable<Place> {
  private static final Comparator<Place> IN_FILE_FIRST =
      Comparator.comparing(Place::isOption)
          .thenComparingInt(Place::line)
          .thenComparingInt(Place::column);

  static Place option(String text) {
    return new Place(text, 0, 0);
  }

  boolean isOption() {
    return line == 0;
  }

  @Override
  public int compareTo(Place other) {
    return IN_FILE_FIRST.compare(this, other);
  }

  @Override
  public String toString() {
    return isOption() ? source : source + ":" + line + ":" + column;
  }
}
