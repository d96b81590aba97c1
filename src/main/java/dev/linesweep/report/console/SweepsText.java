package dev.linesweep.report.console;

import dev.linesweep.text.TextTable;
import java.util.List;
import java.util.function.Function;

/** Sweeps next to each other, as {@code list} and {@code compare} print them: one row per sweep. */
public final class SweepsText {
  private SweepsText() {}

  /**
   * A sweep, in words.
   *
   * @param folder as it would be typed
   * @param written when its run last said how it stands; empty if it never did
   * @param trials those with a result, of all
   * @param metric that ranks; empty without a best setting
   */
  public record Sweep(
      String folder,
      String name,
      String state,
      String written,
      String trials,
      String metric,
      Best best) {}

  /**
   * The best setting, in words; all empty if there is none.
   *
   * @param testLoss its loss on the test rows
   */
  public record Best(
      String value, String setting, String testLoss, String testRmse, String testR2) {
    public static final Best NONE = new Best("", "", "", "", "");
  }

  /** One row per sweep: its folder and its state. */
  public static String list(List<Sweep> sweeps, int width) {
    return TextTable.of(
            List.of(
                left("folder", 0, sweeps, Sweep::folder),
                left("state", 0, sweeps, Sweep::state),
                left("last written", 3, sweeps, Sweep::written),
                right("trials", 2, sweeps, Sweep::trials),
                right("best", 1, sweeps, sweep -> sweep.best().value()),
                left("metric", 4, sweeps, Sweep::metric),
                left("setting", 5, sweeps, sweep -> sweep.best().setting())),
            width)
        .withHidden(width);
  }

  /** One row per sweep: its best setting, with the errors of that on the test rows. */
  public static String compare(List<Sweep> sweeps, int width) {
    return TextTable.of(
            List.of(
                left("folder", 0, sweeps, Sweep::folder),
                right("best", 0, sweeps, sweep -> sweep.best().value()),
                left("metric", 1, sweeps, Sweep::metric),
                left("setting", 2, sweeps, sweep -> sweep.best().setting()),
                right("test_loss", 3, sweeps, sweep -> sweep.best().testLoss()),
                right("test_rmse", 4, sweeps, sweep -> sweep.best().testRmse()),
                right("test_r2", 4, sweeps, sweep -> sweep.best().testR2()),
                right("trials", 5, sweeps, Sweep::trials)),
            width)
        .withHidden(width);
  }

  private static TextTable.Column left(
      String header, int sacrifice, List<Sweep> sweeps, Function<Sweep, String> cell) {
    return TextTable.left(header, sacrifice, sweeps.stream().map(cell).toList());
  }

  private static TextTable.Column right(
      String header, int sacrifice, List<Sweep> sweeps, Function<Sweep, String> cell) {
    return TextTable.right(header, sacrifice, sweeps.stream().map(cell).toList());
  }
}
