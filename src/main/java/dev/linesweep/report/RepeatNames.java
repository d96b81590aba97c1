package dev.linesweep.report;

import dev.linesweep.spec.SweepSpec;
import dev.linesweep.text.Counted;

/**
 * What the repeats of a job's settings are called.
 *
 * @param noun of one of them: {@code seed}, {@code fold}, or {@code repeat} if both differ
 * @param all of them, in words: {@code 5 seeds}, {@code 5 folds × 3 seeds}
 * @param count how many a setting has, unless some are excluded
 */
public record RepeatNames(String noun, String all, int count) {
  public static RepeatNames of(SweepSpec spec) {
    int seeds = spec.training().init().drawsFromSeed() ? spec.parameters().seeds().size() : 1;
    if (!spec.split().hasFolds()) {
      return new RepeatNames("seed", Counted.of(seeds, "seed"), seeds);
    }
    int folds = spec.split().folds();
    return seeds == 1
        ? new RepeatNames("fold", Counted.of(folds, "fold"), folds)
        : new RepeatNames(
            "repeat", Counted.of(folds, "fold") + " × " + Counted.of(seeds, "seed"), folds * seeds);
  }

  /** So many of them: {@code 5 folds}, or {@code 4 of 5 folds}. */
  public String of(int complete) {
    return complete == count ? all : complete + " of " + all;
  }

  public String nouns() {
    return noun + "s";
  }
}
