package dev.linesweep.result;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Groups trials, which come by rank, into their settings; hands over each setting after its last
 * trial. It holds the trials of one setting.
 */
public final class RankedSettings implements Consumer<RankedTrial> {
  private final boolean repeats;
  private final Consumer<RankedSetting> sink;
  private final List<RankedTrial> trials = new ArrayList<>();
  private long rank;

  /**
   * @param repeats whether a setting may have several trials
   */
  public RankedSettings(boolean repeats, Consumer<RankedSetting> sink) {
    this.repeats = repeats;
    this.sink = sink;
  }

  @Override
  public void accept(RankedTrial trial) {
    if (begins(trial)) {
      finish();
    }
    trials.add(trial);
  }

  /** Whether the next trial is the first of its setting. */
  public boolean begins(RankedTrial trial) {
    return trials.isEmpty() || !repeats || !isOfSameSetting(trials.get(0), trial);
  }

  private static boolean isOfSameSetting(RankedTrial one, RankedTrial other) {
    return one.result().trial().setting().equals(other.result().trial().setting());
  }

  /** Hands over the last setting, after the last trial. */
  public void finish() {
    if (!trials.isEmpty()) {
      rank++;
      sink.accept(new RankedSetting(rank, trials));
      trials.clear();
    }
  }
}
