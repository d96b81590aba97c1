package dev.linesweep.spark;

import dev.linesweep.report.Rounded;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Whether plain DL4J's own rounding moves the winner by more than it leads by. */
final class LeadAndRounding {
  private LeadAndRounding() {}

  /**
   * Says it; empty where the lead is larger, or no difference is seen in the digits printed.
   *
   * @param plain the winner's loss as plain DL4J ends
   * @param leading losses of the complete leading trials in rank order, the winner's first
   */
  static Optional<String> sentence(double plain, double[] leading) {
    if (leading.length < 2
        || !(Math.abs(plain - leading[0]) > leading[1] - leading[0])
        || Rounded.of(plain).equals(Rounded.of(leading[0]))) {
      return Optional.empty();
    }
    long better = DoubleStream.of(leading).skip(1).filter(loss -> loss < plain).count();
    String place =
        better == leading.length - 1
            ? "behind rank " + leading.length
            : "rank %d".formatted(better + 1);
    return Optional.of(
        "plain DL4J's own rounding ends at %s, which would be %s: the order of the leading trials is decided by rounding"
            .formatted(Rounded.of(plain), place));
  }
}
