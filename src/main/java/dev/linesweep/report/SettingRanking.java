package dev.linesweep.report;

import java.util.List;
import java.util.Optional;

/**
 * The settings of a sweep in which each has several repeats, by rank.
 *
 * @param leading the first twenty
 * @param ranked how many settings have a finite metric
 * @param stopped how many were stopped before they came to their epochs
 * @param broken how many have none, since repeats of them diverged or failed
 * @param better how many have a better metric than the first, which is simpler than they are
 * @param standardError of the best metric's mean; not a number unless that chose the first
 */
public record SettingRanking(
    List<SettingSpread> leading,
    long ranked,
    long stopped,
    long broken,
    long better,
    double standardError) {
  public static final int LEADING = 20;

  /** Of a sweep in which each setting is one trial. */
  public static final SettingRanking NONE = new SettingRanking(List.of(), 0, 0, 0, 0, Double.NaN);

  public SettingRanking {
    leading = List.copyOf(leading);
  }

  /** The setting that won, if any has a complete trial. */
  public Optional<SettingSpread> first() {
    return leading.stream().limit(1).filter(first -> first.repeats() > 0).findFirst();
  }
}
