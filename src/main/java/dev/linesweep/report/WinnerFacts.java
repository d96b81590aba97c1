package dev.linesweep.report;

import dev.linesweep.model.PairedErrors;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the best trial beyond its errors.
 *
 * @param paired its errors on the test rows compared row by row with those of other models, by the
 *     key that {@link Comparison} has for them; models whose rows are not at hand are missing
 */
public record WinnerFacts(Map<String, PairedErrors> paired, Rounding rounding) {
  public static final WinnerFacts NONE = new WinnerFacts(Map.of(), Rounding.NONE);

  public WinnerFacts {
    paired = Map.copyOf(paired);
  }

  /** The errors of a model next to the best trial's. */
  public Optional<PairedErrors> paired(String model) {
    return Optional.ofNullable(paired.get(model));
  }

  WinnerFacts with(Rounding other) {
    return new WinnerFacts(paired, other);
  }
}
