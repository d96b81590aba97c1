package dev.linesweep.report;

import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The trials of a sweep by setting, each over its seeds. Trials come by rank. */
final class SeedGroups {
  /** Of more settings those whose best trials lead are compared. */
  private static final int MOST = 100_000;

  private final boolean several;
  private final RankingMetric metric;
  private final List<Long> seeds;
  private final Map<Long, Integer> indexBySeed = new HashMap<>();
  private final Map<Trial, Group> groups = new LinkedHashMap<>();

  SeedGroups(Axes axes, RankingMetric metric) {
    this.several = axes.varies(Axis.SEED);
    this.metric = metric;
    this.seeds = axes.values(Axis.SEED).stream().map(Long.class::cast).toList();
    for (int i = 0; i < seeds.size(); i++) {
      indexBySeed.put(seeds.get(i), i);
    }
  }

  /**
   * @param value the metric's; read if the trial is complete
   */
  void accept(Trial trial, boolean complete, double value) {
    if (!several) {
      return;
    }
    Trial setting = trial.setting();
    Group group = groups.get(setting);
    if (group == null) {
      if (groups.size() == MOST) {
        return;
      }
      group = new Group(trial, seeds.size());
      groups.put(setting, group);
    }
    if (complete) {
      long seed = trial.trajectory().seed();
      group.values[Objects.requireNonNull(indexBySeed.get(seed), "a seed of the plan")] = value;
    }
  }

  /** The settings by their means over the seeds. */
  SeedRanking ranking() {
    record Ranked(Group group, double cost) {}
    List<Group> whole =
        groups.values().stream()
            .filter(Group::isWhole)
            .map(group -> new Ranked(group, metric.costOf(group.mean())))
            // Stable: of equal means the one whose best trial leads.
            .sorted(Comparator.comparingDouble(Ranked::cost))
            .map(Ranked::group)
            .toList();
    List<SeedSpread> leading = new ArrayList<>();
    Group winners = groups.values().stream().findFirst().orElse(null);
    for (int i = 0; i < whole.size(); i++) {
      if (i < SeedRanking.LEADING || whole.get(i) == winners) {
        leading.add(whole.get(i).spread(i + 1, seeds));
      }
    }
    return new SeedRanking(leading, whole.size(), groups.size() - whole.size());
  }

  private static final class Group {
    private final Trial example;
    private final double[] values;

    Group(Trial example, int seeds) {
      this.example = example;
      this.values = new double[seeds];
      Arrays.fill(values, Double.NaN);
    }

    /** Complete with every seed. */
    boolean isWhole() {
      return Arrays.stream(values).noneMatch(Double::isNaN);
    }

    double mean() {
      return Arrays.stream(values).average().orElse(Double.NaN);
    }

    SeedSpread spread(int place, List<Long> seeds) {
      Map<Long, Double> bySeed = new HashMap<>();
      for (int i = 0; i < values.length; i++) {
        bySeed.put(seeds.get(i), values[i]);
      }
      return new SeedSpread(place, example, bySeed);
    }
  }
}
