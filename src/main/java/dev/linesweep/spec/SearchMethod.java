package dev.linesweep.spec;

import java.io.Serializable;
import java.util.Locale;

/** {@code method}, {@code count} and {@code search_seed}: how trials are chosen from the axes. */
public sealed interface SearchMethod extends Serializable {
  /** The most settings that one job may draw. */
  int MOST_SETTINGS = 10_000_000;

  /** The default of {@code search_seed}. */
  long USUAL_SEED = 13;

  SearchMethod GRID = new Grid();

  /** The name in the job file: {@code sobol}. */
  String key();

  /** The kind of search: a grid or a search. */
  String noun();

  /** The method in words: {@code method sobol, count 100, search_seed 13}. */
  String inWords();

  /** Every combination of the axes' values. */
  record Grid() implements SearchMethod {
    @Override
    public String key() {
      return "grid";
    }

    @Override
    public String noun() {
      return key();
    }

    @Override
    public String inWords() {
      return "method grid";
    }
  }

  /** Where the points of a sample come from. */
  enum Sequence {
    /** Independent points. */
    RANDOM,
    /** Points of a scrambled Sobol sequence, which fill the space evenly. */
    SOBOL
  }

  /**
   * A number of settings drawn from the axes, each trained with every seed and at every epoch
   * count.
   *
   * @param count 1 to {@link #MOST_SETTINGS}
   */
  record Sample(Sequence sequence, int count, long seed) implements SearchMethod {
    public Sample {
      BrokenRule.unless(
          count >= 1 && count <= MOST_SETTINGS,
          "count",
          "expected a whole number from 1 to " + MOST_SETTINGS + ", got " + count);
    }

    @Override
    public String key() {
      return sequence.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String noun() {
      return "search";
    }

    @Override
    public String inWords() {
      return "method %s, count %d, search_seed %d".formatted(key(), count, seed);
    }
  }
}
