package dev.linesweep.output;

import dev.linesweep.report.page.ComparePage.Difference;
import dev.linesweep.result.Losses;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.JobValues;
import dev.linesweep.spec.Loss;
import dev.linesweep.store.Identity;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.text.Secrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A comparison of sweeps.
 *
 * @param sides in the order of the command
 * @param differences of their jobs, key by key
 * @param notes what a reader must know before comparing numbers
 */
public record SweepComparison(List<Side> sides, List<Difference> differences, List<String> notes) {
  /** The value of a key that a job does not have. */
  private static final String NONE = "(none)";

  public SweepComparison {
    sides = List.copyOf(sides);
    differences = List.copyOf(differences);
    notes = List.copyOf(notes);
  }

  /**
   * One of the sweeps.
   *
   * @param curve of the first trial of its best setting; empty if none was kept
   */
  public record Side(SweepSummary sweep, Loss loss, List<Losses> curve) {
    public Side {
      curve = List.copyOf(curve);
    }
  }

  /**
   * Reads the folders.
   *
   * @throws JobException if a sweep has not ended, or a file is damaged
   */
  public static SweepComparison of(List<OutputFolder> folders) throws IOException {
    List<Side> sides = new ArrayList<>();
    List<Map<String, String>> jobs = new ArrayList<>();
    List<Map<String, String>> identities = new ArrayList<>();
    for (OutputFolder folder : folders) {
      folder.requireEnded();
      SavedTrials saved = SavedTrials.of(folder);
      sides.add(side(folder, saved));
      jobs.add(JobValues.of(saved.job()));
      identities.add(folder.identity().map(Identity::fields).orElse(Map.of()));
    }
    return new SweepComparison(sides, differences(jobs), notes(sides, jobs, identities));
  }

  private static Side side(OutputFolder folder, SavedTrials saved) throws IOException {
    LeadingSettings leading = LeadingSettings.of(folder, saved, 1);
    return new Side(
        SweepSummary.of(folder, saved, leading.settings()),
        saved.axes().plan().spec().training().loss(),
        leading.settings().stream()
            .map(setting -> setting.setting().first().result().trial().trajectory().id())
            .map(id -> leading.curves().getOrDefault(id, List.of()))
            .findFirst()
            .orElse(List.of()));
  }

  private static List<Difference> differences(List<Map<String, String>> jobs) {
    Set<String> keys = new LinkedHashSet<>();
    jobs.forEach(job -> keys.addAll(job.keySet()));
    return keys.stream()
        .map(
            key ->
                new Difference(
                    key,
                    jobs.stream().map(job -> shown(key, job.getOrDefault(key, NONE))).toList()))
        .filter(difference -> isSeveral(difference.values(), Function.identity()))
        .toList();
  }

  /** The value without plain-text secrets. */
  private static String shown(String key, String value) {
    return Secrets.scrubbed(List.of(key + "=" + value)).get(0).substring(key.length() + 1);
  }

  private static List<String> notes(
      List<Side> sides, List<Map<String, String>> jobs, List<Map<String, String>> identities) {
    List<String> notes = new ArrayList<>();
    boolean weights = isSeveral(jobs, job -> job.getOrDefault("data.row_weight", ""));
    if (isSeveral(identities, fields -> fields.getOrDefault("data", ""))) {
      notes.add(
          weights
              ? "The sweeps weight rows differently, and may have different rows, so their errors"
                  + " are different means."
              : "The sweeps have different data, so their errors are of different rows.");
    } else if (isSeveral(
        identities, fields -> fields.getOrDefault("split", "") + fields.get("groups"))) {
      notes.add("The sweeps split the data differently, so their errors are of different rows.");
    }
    if (isSeveral(sides, Side::loss)) {
      notes.add("The sweeps minimize different losses; rmse and r2 mean the same for all.");
    }
    return notes;
  }

  private static <T> boolean isSeveral(List<T> all, Function<T, ?> value) {
    return all.stream().map(value).distinct().count() > 1;
  }
}
