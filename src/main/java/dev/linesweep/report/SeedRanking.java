package dev.linesweep.report;

import java.util.List;
import java.util.Optional;

/**
 * Settings by their mean over the seeds. Ranked are those that completed with every seed.
 *
 * @param leading the first twenty and, beyond them, that of the best trial
 * @param ranked how many settings there are
 * @param incomplete settings that are not ranked
 */
public record SeedRanking(List<SeedSpread> leading, int ranked, int incomplete) {
  public static final int LEADING = 20;

  public SeedRanking {
    leading = List.copyOf(leading);
  }

  public Optional<SeedSpread> first() {
    return leading.stream().findFirst();
  }
}
