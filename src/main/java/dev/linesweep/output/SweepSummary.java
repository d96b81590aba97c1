package dev.linesweep.output;

import dev.linesweep.model.PartMetrics;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.SettingSpread;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A sweep's folder at a glance.
 *
 * @param name of its job; that of the folder if the job cannot be read
 * @param best empty before its tables are written, and if no trial completed
 */
public record SweepSummary(
    OutputFolder folder, String name, SavedStatus status, Optional<Best> best) {

  /**
   * The best setting.
   *
   * @param setting in words
   * @param metric the ranking metric, with how it combines several repeats
   * @param value of the metric
   * @param test the errors on the test rows, means over the repeats
   * @param testR2 its R²
   */
  public record Best(
      Trial trial, String setting, String metric, double value, PartMetrics test, double testR2) {}

  /** Reads a part of a folder that may be missing or damaged. */
  private interface Part<T> {
    T read() throws IOException;
  }

  /** Reads a folder in any state that a run may leave. */
  public static SweepSummary of(OutputFolder folder) throws IOException {
    return new SweepSummary(
        folder,
        readable(() -> folder.spec().name(), folder.root().getName()),
        readable(() -> SavedStatus.of(folder), SavedStatus.UNKNOWN),
        readable(() -> bestIfThere(folder), Optional.empty()));
  }

  private static <T> T readable(Part<T> part, T otherwise) throws IOException {
    try {
      return part.read();
    } catch (JobException missingOrDamaged) {
      return otherwise;
    }
  }

  private static Optional<Best> bestIfThere(OutputFolder folder) throws IOException {
    if (!folder.exists(folder.trials())) {
      return Optional.empty();
    }
    SavedTrials saved = SavedTrials.of(folder);
    return best(saved, LeadingSettings.leading(folder, saved, 1));
  }

  /**
   * The summary of a finished sweep whose trials have been read.
   *
   * @param leading its best settings
   * @throws JobException if its status is damaged
   */
  static SweepSummary of(
      OutputFolder folder, SavedTrials saved, List<LeadingSettings.Leading> leading)
      throws IOException {
    return new SweepSummary(
        folder, saved.axes().plan().spec().name(), SavedStatus.of(folder), best(saved, leading));
  }

  private static Optional<Best> best(SavedTrials saved, List<LeadingSettings.Leading> leading) {
    return leading.stream()
        .map(setting -> SettingSpread.of(setting.setting(), saved.metric()))
        .filter(leader -> !leader.values().isEmpty())
        .map(leader -> best(saved, leader))
        .findFirst();
  }

  private static Best best(SavedTrials saved, SettingSpread leader) {
    SweepSpec spec = saved.axes().plan().spec();
    PartMetrics test = leader.errors().test();
    return new Best(
        leader.example(),
        spec.hasRepeats()
            ? saved.axes().setting(leader.example())
            : saved.axes().words(leader.example()),
        spec.metric().key() + (spec.hasRepeats() ? " (" + spec.metric().over().key() + ")" : ""),
        leader.value(saved.metric()),
        test,
        test.r2(saved.testLabelVariance()));
  }
}
