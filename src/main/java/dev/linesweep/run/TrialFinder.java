package dev.linesweep.run;

import dev.linesweep.output.TrialsFile;
import dev.linesweep.output.TrialsFile.Place;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trial;
import dev.linesweep.plan.TrialId;
import dev.linesweep.spec.JobException;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Finds the trial that a user names in a folder: by rank, by id, or by the first digits of an id.
 */
final class TrialFinder {
  private static final int SHOWN = 5;
  private static final int SHORTEST = 4;

  private final String name;
  private final String digits;
  private final List<Place> withPrefix = new ArrayList<>();
  private final List<Place> nearest = new ArrayList<>();
  private long prefixes;
  private long trials;
  private int nearestDigits;

  private TrialFinder(String name) {
    this.name = name;
    this.digits = name.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds a trial in the folder's table. A number of less than 16 digits is a rank if the sweep has
   * that many trials.
   *
   * @param name as typed: {@code best}, a rank, or at least the first four digits of an id
   * @throws JobException if it names no trial, or several
   */
  static Place find(OutputFolder folder, String name) throws IOException {
    TrialFinder finder = new TrialFinder(name);
    finder.requireName();
    return finder.find(folder);
  }

  /** The plan's trial with that id. */
  static Trial trial(SweepPlan plan, TrialId id, String folder) {
    for (long number = 0; number < plan.trials(); number++) {
      Trial trial = plan.trial(number);
      if (trial.id().equals(id)) {
        return trial;
      }
    }
    throw new JobException(
        "%s: summary.csv belongs to another job than job.yaml. Run the sweep again: it trains nothing twice."
            .formatted(folder));
  }

  private void requireName() {
    if (!digits.equals("best")
        && !digits.matches("[1-9]\\d{0,14}")
        && !digits.matches("[0-9a-f]{%d,16}".formatted(SHORTEST))) {
      throw new JobException(
          "--trial must be a trial id, at least %d of its first digits, a rank or best but was \"%s\". %s"
              .formatted(SHORTEST, name, where()));
    }
  }

  private Place find(OutputFolder folder) throws IOException {
    long rank = rank();
    List<Place> ranked = new ArrayList<>();
    new TrialsFile(folder)
        .places(
            place -> {
              if (place.rank() == rank) {
                ranked.add(place);
              }
              add(place);
              return ranked.isEmpty();
            });
    if (!ranked.isEmpty()) {
      return ranked.get(0);
    }
    if (prefixes == 1) {
      return withPrefix.get(0);
    }
    throw new JobException(prefixes == 0 ? unknown(folder.toString()) : ambiguous());
  }

  private long rank() {
    if (digits.equals("best")) {
      return 1;
    }
    return digits.matches("[1-9]\\d{0,14}") ? Long.parseLong(digits) : 0;
  }

  private void add(Place found) {
    trials++;
    String id = found.id().toString();
    if (digits.length() >= SHORTEST && id.startsWith(digits)) {
      prefixes++;
      if (withPrefix.size() < SHOWN) {
        withPrefix.add(found);
      }
    }
    int common = common(id);
    if (common > nearestDigits) {
      nearestDigits = common;
      nearest.clear();
    }
    if (common == nearestDigits && common > 0 && nearest.size() < SHOWN) {
      nearest.add(found);
    }
  }

  private int common(String id) {
    int common = 0;
    while (common < digits.length() && id.charAt(common) == digits.charAt(common)) {
      common++;
    }
    return common;
  }

  private String unknown(String folder) {
    String text = "--trial: %s has no trial \"%s\" among its %d. ".formatted(folder, name, trials);
    if (nearestDigits >= 2) {
      text += "Most similar: %s. ".formatted(list(nearest));
    }
    return text + where();
  }

  private String ambiguous() {
    return "--trial: %d trials begin with \"%s\": %s%s. Give more digits."
        .formatted(prefixes, name, list(withPrefix), prefixes > SHOWN ? ", …" : "");
  }

  private static String where() {
    return "Ids are in summary.csv, column trial_id; ranks in column rank.";
  }

  private static String list(List<Place> some) {
    return some.stream()
        .map(found -> found.id() + " (rank " + found.rank() + ")")
        .collect(Collectors.joining(", "));
  }
}
