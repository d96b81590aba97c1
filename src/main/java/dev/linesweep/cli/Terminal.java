package dev.linesweep.cli;

import dev.linesweep.report.RankedTable;

/**
 * What the launcher found at standard output and standard error. Without a launcher neither is a
 * terminal.
 */
final class Terminal {
  private static final int WIDEST = 200;

  private Terminal() {}

  /** Whether people see standard error as it is written. */
  static boolean showsErrors() {
    return Boolean.getBoolean("linesweep.terminal");
  }

  /** Columns of the terminal behind standard error. */
  static int errorColumns() {
    return columns("linesweep.terminal.columns");
  }

  /** Columns that tables on standard output may take: 80 in a file or a pipe. */
  static int resultColumns() {
    return Math.min(columns("linesweep.results.columns"), WIDEST);
  }

  private static int columns(String property) {
    int said = Integer.getInteger(property, RankedTable.WIDTH);
    return said > 0 ? said : RankedTable.WIDTH;
  }
}
