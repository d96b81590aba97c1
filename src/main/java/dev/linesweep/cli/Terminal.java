package dev.linesweep.cli;

import dev.linesweep.text.Lines;

/**
 * What the launcher found at standard output and standard error. Without a launcher neither is a
 * terminal.
 */
final class Terminal {
  private static final int WIDEST = 200;
  private static final String RESULT_COLUMNS = "linesweep.results.columns";

  private Terminal() {}

  /** Whether standard error is shown as it is written. */
  static boolean showsErrors() {
    return Boolean.getBoolean("linesweep.terminal");
  }

  /** Whether standard output is shown as it is written. */
  static boolean showsResults() {
    return Integer.getInteger(RESULT_COLUMNS) != null || System.console() != null;
  }

  /** Columns of the terminal behind standard error. */
  static int errorColumns() {
    return columns("linesweep.terminal.columns");
  }

  /** Columns that tables on standard output may take: 80 in a file or a pipe. */
  static int resultColumns() {
    return Math.min(columns(RESULT_COLUMNS), WIDEST);
  }

  /** Columns that a table of sweeps may take: as many as it needs in a file or a pipe. */
  static int widestTable() {
    return showsResults() ? resultColumns() : Integer.MAX_VALUE;
  }

  private static int columns(String property) {
    int said = Integer.getInteger(property, Lines.WIDTH);
    return said > 0 ? said : Lines.WIDTH;
  }
}
