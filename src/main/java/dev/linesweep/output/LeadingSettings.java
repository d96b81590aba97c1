package dev.linesweep.output;

import dev.linesweep.plan.TrialId;
import dev.linesweep.result.Losses;
import dev.linesweep.result.RankedSetting;
import dev.linesweep.result.RankedSettings;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.table.Row;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The best settings of a folder by rank, and the losses along the epochs of their trials.
 *
 * @param curves by trajectory, epoch by epoch; if there are many trajectories, only some have them
 */
public record LeadingSettings(List<Leading> settings, Map<TrialId, List<Losses>> curves) {
  public LeadingSettings {
    settings = List.copyOf(settings);
    curves = Map.copyOf(curves);
  }

  /**
   * A setting with all of its trials.
   *
   * @param first its first trial as in the table
   */
  public record Leading(RankedSetting setting, Row first) {
    /** When the training of the block of its first trial began. */
    public Instant began() {
      return instant("started");
    }

    /** When that training ended. */
    public Instant ended() {
      return instant("finished");
    }

    private Instant instant(String column) {
      return first.value(column) instanceof Instant instant ? instant : Instant.EPOCH;
    }
  }

  /**
   * Reads them.
   *
   * @param top the most settings
   * @throws dev.linesweep.spec.JobException if the sweep has not ended, or a file is damaged
   */
  public static LeadingSettings of(OutputFolder folder, SavedTrials saved, int top)
      throws IOException {
    List<Leading> leading = leading(folder, saved, top);
    return new LeadingSettings(leading, curves(folder, leading));
  }

  /** The same without their curves. */
  static List<Leading> leading(OutputFolder folder, SavedTrials saved, int top) throws IOException {
    List<Row> first = new ArrayList<>();
    List<Leading> leading = new ArrayList<>();
    RankedSettings settings =
        new RankedSettings(
            saved.hasRepeats(),
            setting -> leading.add(new Leading(setting, first.get(leading.size()))));
    new TrialsFile(folder)
        .rows()
        .whileTrue(
            row -> {
              RankedTrial trial = saved.trial(row);
              if (settings.begins(trial)) {
                if (first.size() == top) {
                  return false;
                }
                first.add(row);
              }
              settings.accept(trial);
              return true;
            });
    settings.finish();
    return leading;
  }

  private static Map<TrialId, List<Losses>> curves(OutputFolder folder, List<Leading> leading)
      throws IOException {
    Map<TrialId, List<Losses>> curves =
        leading.stream()
            .flatMap(each -> each.setting().trials().stream())
            .map(trial -> trial.result().trial().trajectory().id())
            .distinct()
            .collect(
                Collectors.toMap(id -> id, id -> new ArrayList<>(), (a, b) -> a, HashMap::new));
    new CurvesFile(folder)
        .read(
            (id, losses) -> {
              List<Losses> curve = curves.get(id);
              if (curve != null) {
                curve.add(losses);
              }
            });
    curves.values().removeIf(List::isEmpty);
    return curves;
  }
}
