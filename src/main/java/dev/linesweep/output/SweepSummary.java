package dev.linesweep.output;

import dev.linesweep.model.PartMetrics;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.SettingSpread;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
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
   * @param metric that ranks, with what it is over several repeats
   * @param value of the metric
   * @param test the errors on the test rows, means over the repeats
   * @param testR2 its R²
   */
  public record Best(
      Trial trial, String setting, String metric, double value, PartMetrics test, double testR2) {}

  /** Reads a folder, whatever a run has left there. */
  public static SweepSummary of(OutputFolder folder) throws IOException {
    return new SweepSummary(folder, name(folder), SavedStatus.of(folder), bestIfThere(folder));
  }

  private static String name(OutputFolder folder) throws IOException {
    try {
      return folder.spec().name();
    } catch (JobException unreadable) {
      return folder.root().getName();
    }
  }

  private static Optional<Best> bestIfThere(OutputFolder folder) throws IOException {
    try {
      return folder.exists(folder.trials()) ? best(folder) : Optional.empty();
    } catch (JobException damaged) {
      return Optional.empty();
    }
  }

  /**
   * The best setting of a sweep that has ended.
   *
   * @return empty if no trial completed
   * @throws JobException if its tables are not there yet or cannot be read
   */
  public static Optional<Best> best(OutputFolder folder) throws IOException {
    SavedTrials saved = SavedTrials.of(folder);
    return LeadingSettings.leading(folder, saved, 1).stream()
        .map(leading -> SettingSpread.of(leading.setting(), saved.metric()))
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
