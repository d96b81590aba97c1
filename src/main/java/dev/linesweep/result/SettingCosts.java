package dev.linesweep.result;

import dev.linesweep.model.OverRepeats;
import java.util.stream.IntStream;

/**
 * The costs that rank the settings of a plan, combined over their repeats. A repeat that diverged
 * or failed, or whose metric is not finite, is broken and has an infinite cost.
 */
final class SettingCosts {
  /** The standing of a setting by its results. Settings rank in the order of these constants. */
  enum Standing {
    /** All repeats have a result, and the cost is finite. */
    WHOLE,
    /** All repeats that have been trained have a finite cost together. */
    UNFINISHED,
    /** Its training was stopped early, and its cost there is finite. */
    STOPPED,
    /** Its cost is not finite, but that of a repeat is. */
    BROKEN,
    /** No repeat has a finite cost. */
    LOST,
    /** No repeat has a result, so it has no rank. */
    UNTRAINED
  }

  private final RankKeys keys;
  private final Repeats repeats;
  private final byte[] standings;

  SettingCosts(RankKeys keys, Repeats repeats) {
    this.keys = keys;
    this.repeats = repeats;
    this.standings = new byte[repeats.settings()];
    IntStream.range(0, standings.length)
        .parallel()
        .forEach(setting -> standings[setting] = (byte) find(setting).ordinal());
  }

  private Standing find(int setting) {
    int trained = 0;
    int broken = 0;
    for (int repeat = 0; repeat < repeats.count(setting); repeat++) {
      int trial = repeats.trial(setting, repeat);
      if (!keys.states().isMissing(trial)) {
        trained++;
        broken += Double.isFinite(keys.cost(trial)) ? 0 : 1;
      }
    }
    if (trained == broken) {
      return trained == 0 ? Standing.UNTRAINED : Standing.LOST;
    }
    if (!Double.isFinite(cost(setting))) {
      return Standing.BROKEN;
    }
    if (stoppedEpoch(setting) > 0) {
      return Standing.STOPPED;
    }
    return trained == repeats.count(setting) ? Standing.WHOLE : Standing.UNFINISHED;
  }

  int settings() {
    return standings.length;
  }

  Standing standing(int setting) {
    return Standing.values()[standings[setting]];
  }

  boolean is(int setting, Standing standing) {
    return standings[setting] == standing.ordinal();
  }

  /** The epoch after which a setting was stopped early; 0 if it was not. */
  int stoppedEpoch(int setting) {
    return keys.stoppedEpoch(repeats.trial(setting, 0));
  }

  /** The costs of the repeats that have a result. */
  OverRepeats costs(int setting) {
    return new OverRepeats(
        IntStream.range(0, repeats.count(setting))
            .map(repeat -> repeats.trial(setting, repeat))
            .filter(trial -> !keys.states().isMissing(trial))
            .mapToDouble(keys::cost)
            .toArray());
  }

  /** The setting's cost by the metric, from the repeats that have been trained. */
  double cost(int setting) {
    int first = repeats.trial(setting, 0);
    return repeats.count(setting) == 1 ? keys.cost(first) : keys.metric().over(costs(setting));
  }
}
