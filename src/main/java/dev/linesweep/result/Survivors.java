package dev.linesweep.result;

import dev.linesweep.model.OverRepeats;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Brackets;
import dev.linesweep.plan.SweepPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * The settings that still train, and to which epoch, in a sweep that stops some of them early. At a
 * rung the settings of each {@link Brackets bracket} are compared by the ranking metric over their
 * trajectories, where one that has diverged or failed counts as infinitely bad; a setting without a
 * finite value never continues. Ties are broken by identities. A comparison waits for all results,
 * so it is the same on any cluster and after any interruption.
 *
 * <p>It takes two bytes per setting, and the numbers of all trajectories.
 */
public final class Survivors {
  private static final byte LIVES = -1;

  private final SweepPlan plan;
  private final RankingMetric metric;
  private final Brackets brackets;
  private final byte[] begins;
  private final byte[] stopped;
  private final List<RungResult> judged = new ArrayList<>();
  private Optional<TrialNumbers> numbers = Optional.empty();
  private BitSet lacking = new BitSet();
  private int rung;

  private Survivors(SweepPlan plan, RankingMetric metric) {
    this.plan = plan;
    this.metric = metric;
    this.brackets = plan.brackets();
    int settings = brackets.isNone() ? 0 : plan.settings();
    this.begins = new byte[settings];
    this.stopped = new byte[settings];
    Arrays.fill(stopped, LIVES);
    if (!brackets.isNone() && !brackets.isOne()) {
      forEachSetting(
          (setting, from, to) ->
              begins[setting] = (byte) brackets.first(plan.trajectory(from).setting().id()));
    }
  }

  /** The survivors of a plan without results. */
  public static Survivors of(SweepPlan plan, RankingMetric metric) {
    return new Survivors(plan, metric);
  }

  /** Takes a setting and its trajectories, the first included and the end excluded. */
  private interface SettingVisitor {
    void visit(int setting, int from, int to);
  }

  private void forEachSetting(SettingVisitor visitor) {
    int end = Math.toIntExact(plan.trajectories());
    int from = 0;
    for (int number = 1; number <= end; number++) {
      if (number == end || plan.setting(number) != plan.setting(from)) {
        visitor.visit((int) plan.setting(from), from, number);
        from = number;
      }
    }
  }

  /** The numbers of the plan's trials; stopped trials have the results of their last epoch. */
  TrialNumbers numbers() {
    TrialNumbers known =
        numbers.orElseGet(() -> TrialNumbers.of(plan, number -> true, this::lastEpoch));
    numbers = Optional.of(known);
    return known;
  }

  /** Takes a trajectory of the plan and the column of a block that has it. */
  @FunctionalInterface
  public interface ColumnVisitor {
    void accept(int trajectory, int column);
  }

  /** Hands over the trajectories of the plan that are in a block. */
  public void forEach(TrainedBlock block, ColumnVisitor visitor) {
    numbers().forEachTrajectory(block, visitor);
  }

  /**
   * Compares at one rung after the other, as long as all trajectories that train to it have a
   * result.
   *
   * @param failed trajectories that are not waited for
   */
  public void judge(BlockSource blocks, LongPredicate failed) throws IOException {
    while (!isLast()) {
      double[] costs = costs(blocks);
      lacking = new BitSet();
      for (int number = 0; number < costs.length; number++) {
        if (trains(number) && Double.isNaN(costs[number]) && !failed.test(number)) {
          lacking.set(number);
        }
      }
      if (!lacking.isEmpty()) {
        return;
      }
      compare(ofSettings(costs));
      rung++;
    }
  }

  /**
   * The cost of each trajectory: infinite if it has no finite metric at the rung, not a number if
   * it has no result.
   */
  private double[] costs(BlockSource blocks) throws IOException {
    double[] costs = new double[Math.toIntExact(plan.trajectories())];
    Arrays.fill(costs, Double.NaN);
    blocks.forEach(
        block -> {
          int at = block.snapshots().indexOf(epoch());
          if (at >= 0) {
            forEach(
                block,
                (number, column) -> {
                  if (Double.isNaN(costs[number])) {
                    costs[number] = cost(number, block.snapshots(), column, at);
                  }
                });
          }
        });
    return costs;
  }

  private double cost(int trajectory, Snapshots snapshots, int column, int at) {
    RankingMetric ofFold =
        metric.variesByFold() ? metric.in(plan.trajectory(trajectory).fold()) : metric;
    double cost = ofFold.cost(snapshots.metrics(column, at, metric.spec().part()));
    boolean finite = snapshots.divergedEpoch(column, at) == 0 && Double.isFinite(cost);
    return finite ? cost : Double.POSITIVE_INFINITY;
  }

  /** The cost of each setting over its trajectories; one without a result counts as infinite. */
  private double[] ofSettings(double[] costs) {
    double[] ofSettings = new double[stopped.length];
    forEachSetting(
        (setting, from, to) ->
            ofSettings[setting] =
                metric.over(
                    new OverRepeats(
                        Arrays.stream(costs, from, to)
                            .map(cost -> Double.isNaN(cost) ? Double.POSITIVE_INFINITY : cost)
                            .toArray())));
    return ofSettings;
  }

  private void compare(double[] costs) {
    int compared = 0;
    int continued = 0;
    double best = Double.POSITIVE_INFINITY;
    for (int first = 0; first <= rung; first++) {
      BitSet candidates = candidates(first);
      BitSet survivors = best(candidates, costs);
      compared += candidates.cardinality();
      continued += survivors.cardinality();
      for (int each : survivors.stream().toArray()) {
        best = Math.min(best, costs[each]);
      }
      candidates.andNot(survivors);
      candidates.stream().forEach(setting -> stopped[setting] = (byte) rung);
    }
    double value = Double.isInfinite(best) ? Double.NaN : metric.valueOfCost(best);
    judged.add(new RungResult(epoch(), compared, continued, value));
  }

  private BitSet candidates(int first) {
    BitSet candidates = new BitSet();
    for (int setting = 0; setting < stopped.length; setting++) {
      if (stopped[setting] == LIVES && begins[setting] == first) {
        candidates.set(setting);
      }
    }
    return candidates;
  }

  private BitSet best(BitSet candidates, double[] costs) {
    double[] sorted =
        candidates.stream().mapToDouble(s -> costs[s]).filter(Double::isFinite).sorted().toArray();
    int places = Math.min(sorted.length, brackets.survivors(candidates.cardinality()));
    BitSet best = new BitSet();
    if (places > 0) {
      double last = sorted[places - 1];
      candidates.stream().filter(s -> costs[s] < last).forEach(best::set);
      BitSet tied = new BitSet();
      candidates.stream().filter(s -> costs[s] == last).forEach(tied::set);
      firstById(tied, places - best.cardinality()).forEach(best::set);
    }
    return best;
  }

  private List<Integer> firstById(BitSet settings, int count) {
    record Tied(int setting, long id) {}
    if (settings.cardinality() == count) {
      return settings.stream().boxed().toList();
    }
    List<Tied> tied = new ArrayList<>();
    forEachSetting(
        (setting, from, to) -> {
          if (settings.get(setting)) {
            tied.add(new Tied(setting, plan.trajectory(from).setting().id().bits()));
          }
        });
    tied.sort((a, b) -> Long.compareUnsigned(a.id, b.id));
    return tied.stream().limit(count).map(Tied::setting).toList();
  }

  /** True if the current training goes to the last epoch. */
  public boolean isLast() {
    return rung == brackets.count();
  }

  /** The epoch that trajectories train to now. */
  public int epoch() {
    return brackets.epochs(rung);
  }

  /** The epoch to which a trajectory that trains now was trained before; 0 for none. */
  public int epochBefore(long trajectory) {
    return rung > 0 && begins[setting(trajectory)] < rung ? brackets.epochs(rung - 1) : 0;
  }

  /** Whether a trajectory trains now. */
  public boolean trains(long trajectory) {
    return brackets.isNone() || (lives(trajectory) && begins[setting(trajectory)] <= rung);
  }

  /** Whether a trajectory is known to have no result at the epoch that it now trains to. */
  public boolean lacks(long trajectory) {
    return lacking.get((int) trajectory);
  }

  private boolean lives(long trajectory) {
    return brackets.isNone() || stopped[setting(trajectory)] == LIVES;
  }

  /** The last epoch of a trajectory: where it was stopped, or the sweep's. */
  public int lastEpoch(long trajectory) {
    return lives(trajectory) ? plan.maxEpochs() : brackets.epochs(stopped[setting(trajectory)]);
  }

  private int setting(long trajectory) {
    return (int) plan.setting(trajectory);
  }

  /** The comparisons so far. */
  public List<RungResult> rungs() {
    return List.copyOf(judged);
  }
}
