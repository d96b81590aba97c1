package dev.linesweep.report;

import dev.linesweep.text.Rounded;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Whether plain DL4J's own rounding moves the best trial by more than it leads by.
 *
 * @param own the best trial's loss
 * @param plain its loss as plain DL4J ends; not a number unless rounding decides rank 1
 * @param better how many of the leading trials that follow have a smaller loss than that
 * @param leading how many leading trials were looked at, the best one among them
 */
public record Rounding(double own, double plain, int better, int leading) {
  /** For a lead that is larger than rounding, or of which nothing is known. */
  public static final Rounding NONE = new Rounding(Double.NaN, Double.NaN, 0, 0);

  /**
   * Compares the lead with what rounding does.
   *
   * @param plain the best trial's loss as plain DL4J ends
   * @param leading losses of the complete leading trials in rank order, the best trial's first
   */
  public static Rounding of(double plain, double[] leading) {
    if (leading.length < 2 || !(Math.abs(plain - leading[0]) > leading[1] - leading[0])) {
      return NONE;
    }
    long better = DoubleStream.of(leading).skip(1).filter(loss -> loss < plain).count();
    return new Rounding(leading[0], plain, (int) better, leading.length);
  }

  /** Whether rounding decides which trial is first. */
  public boolean decides() {
    return !Double.isNaN(plain);
  }

  /** By how much rounding moves the loss, as a share of it; 0 if it decides nothing. */
  double share() {
    return decides() ? Math.abs(plain - own) / own : 0;
  }

  /**
   * What plain DL4J makes of the order, as a clause; empty if no digit that is printed shows it.
   */
  public Optional<String> clause() {
    return shows()
        ? Optional.of(
            "trained by plain DL4J, the same trial ends at %s, which would be %s: rounding decides the order of the leading trials"
                .formatted(Rounded.of(plain), place()))
        : Optional.empty();
  }

  /** That rounding decides rank 1, as a clause; empty if it does not. */
  Optional<String> brief() {
    return decides() ? Optional.of("rounding decides rank 1") : Optional.empty();
  }

  /** For the verdict, if the digits that are printed show it. */
  Optional<String> inDigits() {
    return shows()
        ? Optional.of(
            "Rank 1 is decided by rounding: trained by plain DL4J, the same trial ends at %s, which would be %s."
                .formatted(Rounded.of(plain), place()))
        : Optional.empty();
  }

  /** For the verdict, if those digits do not show it. */
  Optional<String> belowDigits() {
    return decides() && !shows()
        ? Optional.of(
            "Rank 1 is decided by rounding: the leading trials differ from each other by less"
                + " than the best trial differs from the same trial trained by plain DL4J.")
        : Optional.empty();
  }

  private boolean shows() {
    return decides() && !Rounded.of(plain).equals(Rounded.of(own));
  }

  private String place() {
    return better == leading - 1 ? "behind rank " + leading : "rank %d".formatted(better + 1);
  }
}
