package dev.linesweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Samples;
import dev.linesweep.fixture.MadeUpSweeps;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.MetricSpec.Over;
import dev.linesweep.spec.MetricSpec.Select;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.SweepSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of settings over their seeds, next to a plain loop over objects. */
class SettingRankingTest {
  private static final List<Integer> EPOCHS = List.of(1, 10, 100);
  private static final Samples SAMPLES = MadeUpSweeps.line(0);

  private static SweepPlan plan(MetricSpec metric, List<Double> l1, List<Double> l2, int seeds) {
    SweepSpec spec =
        MadeUpSweeps.spec(
            metric,
            0,
            List.of(Optimizer.SGD, Optimizer.ADADELTA),
            MadeUpSweeps.rates(9),
            EPOCHS,
            List.of(1L, 2L));
    ParameterSpec axes = spec.parameters();
    return SweepPlan.of(
        spec.withParameters(
            new ParameterSpec(
                axes.optimizers(),
                axes.learningRates(),
                EPOCHS,
                IntStream.range(0, seeds).mapToObj(i -> 100L - 7 * i).toList(),
                axes.batchSizes(),
                l1,
                l2)),
        SAMPLES.shape());
  }

  /** A repeat as the oracle has it; infinite if it diverged or failed. */
  private record Repeat(Trial trial, boolean complete, double cost) {}

  private record Setting(Trial first, int planned, List<Repeat> repeats) {
    double cost(Over over) {
      double[] costs = repeats.stream().mapToDouble(Repeat::cost).sorted().toArray();
      int n = costs.length;
      return switch (over) {
        case MEAN -> mean(repeats);
        case MEDIAN -> (costs[(n - 1) / 2] + costs[n / 2]) / 2;
        case WORST -> costs[n - 1];
      };
    }

    int tier(Over over) {
      if (good().isEmpty()) {
        return 3;
      }
      return Double.isInfinite(cost(over)) ? 2 : repeats.size() < planned ? 1 : 0;
    }

    List<Repeat> good() {
      return repeats.stream().filter(repeat -> Double.isFinite(repeat.cost)).toList();
    }

    int broken() {
      return repeats.size() - good().size();
    }
  }

  private static double mean(List<Repeat> repeats) {
    double sum = 0;
    for (Repeat repeat : repeats) {
      sum += repeat.cost;
    }
    return sum / repeats.size();
  }

  private static List<String> naive(
      SweepPlan plan, List<TrainedBlock> blocks, List<Block> failed, RankingMetric metric) {
    Over over = metric.spec().over();
    List<Setting> settings = new ArrayList<>(settings(plan, blocks, failed, metric));
    settings.removeIf(setting -> setting.repeats.isEmpty());
    settings.sort(
        Comparator.<Setting>comparingInt(s -> s.tier(over))
            .thenComparingDouble(s -> s.tier(over) < 2 ? s.cost(over) : s.broken())
            .thenComparingDouble(s -> s.tier(over) == 2 ? mean(s.good()) : 0)
            .thenComparingInt(s -> s.first.epochs())
            .thenComparing(s -> s.first.id().toString()));
    if (metric.spec().select() == Select.ONE_STANDARD_ERROR && settings.get(0).tier(over) == 0) {
      Setting chosen = simplest(settings);
      settings.remove(chosen);
      settings.add(0, chosen);
    }
    List<String> ids = new ArrayList<>();
    for (Setting setting : settings) {
      setting.repeats.stream().filter(r -> r.complete).forEach(r -> ids.add(id(r)));
      setting.repeats.stream().filter(r -> !r.complete).forEach(r -> ids.add(id(r)));
    }
    return ids;
  }

  private static String id(Repeat repeat) {
    return repeat.trial.id().toString();
  }

  /** As scikit-learn's example of a refit by a callable has it, with the standard error. */
  private static Setting simplest(List<Setting> sorted) {
    Setting best = sorted.get(0);
    double mean = mean(best.repeats);
    int n = best.repeats.size();
    double squares = best.repeats.stream().mapToDouble(r -> Math.pow(r.cost - mean, 2)).sum();
    double most = mean + Math.sqrt(squares / (n - 1)) / Math.sqrt(n);
    return sorted.stream()
        .filter(setting -> setting.tier(Over.MEAN) == 0 && mean(setting.repeats) <= most)
        .min(
            Comparator.<Setting>comparingInt(s -> s.first.epochs())
                .thenComparingDouble(s -> -s.first.trajectory().l1())
                .thenComparingDouble(s -> -s.first.trajectory().l2())
                .thenComparingInt(sorted::indexOf))
        .orElseThrow();
  }

  private static List<Setting> settings(
      SweepPlan plan, List<TrainedBlock> blocks, List<Block> failed, RankingMetric metric) {
    Map<Long, double[]> costs = new HashMap<>();
    for (TrainedBlock block : blocks) {
      Snapshots all = block.snapshots();
      for (int column = 0; column < all.columns(); column++) {
        double[] own = new double[EPOCHS.size()];
        for (int e = 0; e < own.length; e++) {
          PartMetrics part = all.metrics(column, e, metric.spec().part());
          own[e] = Double.isFinite(part.loss()) ? metric.cost(part) : Double.POSITIVE_INFINITY;
        }
        costs.put(block.trajectories()[column], own);
      }
    }
    for (Block block : failed) {
      double[] none = new double[EPOCHS.size()];
      Arrays.fill(none, Double.POSITIVE_INFINITY);
      plan.columns(block).forEach(column -> costs.putIfAbsent(column.id().bits(), none));
    }
    Map<Trial, Setting> settings = new LinkedHashMap<>();
    for (long t = 0; t < plan.trials(); t++) {
      Trial trial = plan.trial(t);
      Setting setting =
          settings.computeIfAbsent(
              trial.setting(),
              s -> new Setting(trial, plan.spec().parameters().seeds().size(), new ArrayList<>()));
      double[] own = costs.get(trial.trajectory().id().bits());
      if (own != null) {
        double cost = own[(int) (t % EPOCHS.size())];
        setting.repeats.add(new Repeat(trial, Double.isFinite(cost), cost));
      }
    }
    return List.copyOf(settings.values());
  }

  private static List<String> ids(Ranking ranking) throws IOException {
    return ranking.top(Integer.MAX_VALUE).stream().map(t -> t.result().id().toString()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "1, MEAN, BEST, 2",
    "2, MEAN, BEST, 5",
    "3, MEDIAN, BEST, 4",
    "4, MEDIAN, BEST, 5",
    "5, WORST, BEST, 3",
    "6, WORST, BEST, 8",
    "7, MEAN, ONE_STANDARD_ERROR, 2",
    "8, MEAN, ONE_STANDARD_ERROR, 3",
    "9, MEAN, ONE_STANDARD_ERROR, 5",
    "10, MEAN, ONE_STANDARD_ERROR, 10",
    "11, MEDIAN, BEST, 20",
    "12, MEAN, BEST, 1"
  })
  void theOrderIsThatOfAPlainLoop(long seed, Over over, Select select, int seeds)
      throws IOException {
    for (boolean lacking : new boolean[] {false, true}) {
      MetricSpec spec = MadeUpSweeps.TEST_LOSS.withOver(over).withSelect(select);
      RankingMetric metric = RankingMetric.of(spec, SAMPLES);
      SweepPlan plan = plan(spec, List.of(0.0, 0.2, 0.1), List.of(0.1, 0.0), seeds);
      SplittableRandom random = new SplittableRandom(seed);
      List<TrainedBlock> blocks = new ArrayList<>();
      List<Block> failed = new ArrayList<>();
      for (long n = 0; n < plan.trajectories(); n++) {
        int fate = lacking ? random.nextInt(12) : 2;
        if (fate == 0) {
          failed.add(new Block(new long[] {n, n + 1}, 1));
        } else if (fate > 1) {
          blocks.add(MadeUpSweeps.trained(plan, new long[] {n}, seed));
        }
      }
      List<BlockOutcome.Failed> outcomes =
          failed.stream()
              .map(b -> BlockOutcome.Failed.of(b, EPOCHS.size(), MadeUpSweeps.FACTS, "e", ""))
              .toList();
      Ranking ranking = Ranking.of(plan, MadeUpSweeps.source(blocks), outcomes, metric);
      assertThat(ids(ranking)).isEqualTo(naive(plan, blocks, failed, metric));
      assertThat(ranking.top(1).get(0).result().state()).isEqualTo(State.COMPLETE);
    }
  }

  private static TrainedBlock losses(SweepPlan plan, Map<Long, double[]> byTrajectory) {
    SnapshotRecorder recorder = new SnapshotRecorder(byTrajectory.size(), 1, false, plan.epochs());
    long[] ids = new long[byTrajectory.size()];
    int column = 0;
    for (Map.Entry<Long, double[]> entry : byTrajectory.entrySet()) {
      ids[column] = plan.trajectory(entry.getKey()).id().bits();
      for (int e = 0; e < EPOCHS.size(); e++) {
        double loss = entry.getValue()[e];
        for (MetricSpec.Part part : recorder.parts()) {
          recorder.setMetrics(column, e, part, new PartMetrics(loss, loss, loss));
        }
      }
      column++;
    }
    return new TrainedBlock(ids, recorder.finish(), MadeUpSweeps.FACTS);
  }

  /** Where the first setting is the only one that is trained; three seeds. */
  private static List<RankedTrial> ranked(Over over, double[]... lossesBySeed) throws IOException {
    MetricSpec spec = MadeUpSweeps.TEST_LOSS.withOver(over);
    SweepPlan plan = plan(spec, List.of(0.0), List.of(0.0), 3);
    Map<Long, double[]> results = new LinkedHashMap<>();
    for (int seed = 0; seed < lossesBySeed.length; seed++) {
      results.put((long) seed, lossesBySeed[seed]);
    }
    return Ranking.of(
            plan,
            MadeUpSweeps.source(List.of(losses(plan, results))),
            List.of(),
            RankingMetric.of(spec, SAMPLES))
        .top(100);
  }

  private static String brief(RankedTrial trial) {
    Trial own = trial.result().trial();
    return own.epochs() + "/" + own.trajectory().seed();
  }

  @Test
  void theWinnerIsTheFirstSeedOfTheBestSettingHoweverLuckyAnotherOneIs() throws IOException {
    assertThat(
            ranked(
                Over.MEAN,
                new double[] {5, 3, 4},
                new double[] {5, 3, 0.1},
                new double[] {5, 3.3, 9}))
        .extracting(SettingRankingTest::brief)
        .containsExactly(
            "10/100", "10/93", "10/86", "100/100", "100/93", "100/86", "1/100", "1/93", "1/86");
  }

  @Test
  void theLeadersAreTheFirstSeedsOfDifferentSettings() throws IOException {
    MetricSpec spec = MadeUpSweeps.TEST_LOSS;
    SweepPlan plan = plan(spec, List.of(0.0), List.of(0.0), 3);
    Ranking ranking =
        Ranking.of(
            plan,
            MadeUpSweeps.source(MadeUpSweeps.trained(plan, 5)),
            List.of(),
            RankingMetric.of(spec, SAMPLES));
    List<Trajectory> expected = new ArrayList<>();
    for (RankedTrial trial : ranking.top(Integer.MAX_VALUE)) {
      Trajectory own = trial.result().trial().trajectory();
      if (expected.stream().noneMatch(each -> each.setting().equals(own.setting()))) {
        expected.add(own);
      }
    }
    assertThat(expected).hasSize(10);
    assertThat(ranking.leaders(100)).isEqualTo(expected);
    assertThat(ranking.leaders(4)).isEqualTo(expected.subList(0, 4));
  }

  @Test
  void theMedianForgivesADivergedSeedWhichIsThenNotTheWinner() throws IOException {
    double lost = Double.NaN;
    double[][] losses = {{5, lost, 4}, {5, 1, 4}, {5, 1, 4}};
    assertThat(ranked(Over.MEDIAN, losses))
        .extracting(SettingRankingTest::brief)
        .containsExactly(
            "10/93", "10/86", "10/100", "100/100", "100/93", "100/86", "1/100", "1/93", "1/86");
    assertThat(ranked(Over.MEAN, losses))
        .extracting(SettingRankingTest::brief)
        .containsExactly(
            "100/100", "100/93", "100/86", "1/100", "1/93", "1/86", "10/93", "10/86", "10/100");
  }

  @Test
  void whatIsNotWholeIsBehindWhatIs() throws IOException {
    assertThat(ranked(Over.MEAN, new double[] {5, 3, 4}, new double[] {5, 3, 4})).hasSize(6);
    MetricSpec spec = MadeUpSweeps.TEST_LOSS;
    SweepPlan plan = plan(spec, List.of(0.0), List.of(0.0), 3);
    double[] bad = {9, 9, 9};
    TrainedBlock block =
        losses(
            plan,
            new LinkedHashMap<>(Map.of(0L, new double[] {1, 1, 1}, 3L, bad, 4L, bad, 5L, bad)));
    List<RankedTrial> trials =
        Ranking.of(
                plan,
                MadeUpSweeps.source(List.of(block)),
                List.of(),
                RankingMetric.of(spec, SAMPLES))
            .top(100);
    assertThat(trials)
        .extracting(t -> t.result().test().loss())
        .containsExactly(9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 1.0, 1.0, 1.0);
  }
}
