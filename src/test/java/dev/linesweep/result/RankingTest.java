package dev.linesweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Samples;
import dev.linesweep.fixture.MadeUpSweeps;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.Optimizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {
  private static final List<Integer> EPOCHS = List.of(1, 10, 100);

  private static SweepPlan plan(MetricSpec metric, Samples samples, int rates) {
    return plan(metric, samples, rates, List.of(2L));
  }

  private static SweepPlan plan(MetricSpec metric, Samples samples, int rates, List<Long> seeds) {
    return SweepPlan.of(
        MadeUpSweeps.spec(
            metric,
            samples.validation().rows() > 0 ? 0.2 : 0,
            List.of(Optimizer.SGD, Optimizer.ADAM, Optimizer.ADADELTA),
            MadeUpSweeps.rates(rates),
            EPOCHS,
            seeds),
        samples.shape());
  }

  private record Expected(String id, State state, double cost, int epochs, int diverged) {}

  /** The plain way: every trial as an object, sorted by a comparator. */
  private static List<Expected> naive(
      SweepPlan plan, List<TrainedBlock> blocks, RankingMetric metric) {
    Map<Long, TrainedBlock> blockOf = new HashMap<>();
    Map<Long, Integer> columnOf = new HashMap<>();
    for (TrainedBlock block : blocks) {
      for (int column = 0; column < block.trajectories().length; column++) {
        blockOf.put(block.trajectories()[column], block);
        columnOf.put(block.trajectories()[column], column);
      }
    }
    List<Expected> all = new ArrayList<>();
    for (long t = 0; t < plan.trials(); t++) {
      var trial = plan.trial(t);
      long id = trial.trajectory().id().bits();
      TrainedBlock block = blockOf.get(id);
      if (block != null) {
        all.add(expected(trial, block, columnOf.getOrDefault(id, -1), metric));
      }
    }
    all.sort(
        Comparator.<Expected>comparingInt(e -> e.state == State.COMPLETE ? 0 : 1)
            .thenComparingDouble(e -> e.cost)
            .thenComparingInt(e -> e.epochs)
            .thenComparing(e -> e.id));
    return all;
  }

  private static Expected expected(
      dev.linesweep.plan.Trial trial, TrainedBlock block, int column, RankingMetric metric) {
    Snapshots snapshots = block.snapshots();
    PartMetrics part =
        snapshots.metrics(column, snapshots.indexOf(trial.epochs()), metric.spec().part());
    boolean diverged = !Double.isFinite(part.loss());
    return new Expected(
        trial.id().toString(),
        diverged ? State.DIVERGED : State.COMPLETE,
        diverged ? 0 : metric.cost(part),
        trial.epochs(),
        diverged ? snapshots.divergedEpoch(column) : 0);
  }

  private static List<Expected> ranked(Ranking ranking, RankingMetric metric, long slabBytes)
      throws IOException {
    List<Expected> all = new ArrayList<>();
    ranking.forEach(
        0,
        (int) ranking.size(),
        slabBytes,
        7,
        trials -> trials,
        trials ->
            trials.forEach(
                r -> {
                  assertThat(r.rank()).isEqualTo(all.size() + 1L);
                  TrialResult trial = r.result();
                  PartMetrics part =
                      metric.spec().part() == MetricSpec.Part.VALIDATION
                          ? trial.validation()
                          : trial.test();
                  boolean complete = trial.state() == State.COMPLETE;
                  all.add(
                      new Expected(
                          trial.id().toString(),
                          trial.state(),
                          complete ? metric.cost(part) : 0,
                          trial.trial().epochs(),
                          trial.divergedEpoch()));
                }));
    return all;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theOrderOfTrialsOfOneSeedIsThatOfANaiveSort(long seed) throws IOException {
    MetricSpec.Measure[] measures = MetricSpec.Measure.values();
    MetricSpec.Measure measure = measures[(int) (seed % measures.length)];
    MetricSpec spec =
        new MetricSpec(
            seed % 2 == 0 ? MetricSpec.Part.TEST : MetricSpec.Part.VALIDATION,
            measure,
            measure == MetricSpec.Measure.R2 ? MetricSpec.Goal.MAXIMIZE : MetricSpec.Goal.MINIMIZE);
    Samples samples = MadeUpSweeps.line(0.2);
    SweepPlan plan = plan(spec, samples, 40);
    List<TrainedBlock> blocks = MadeUpSweeps.trained(plan, seed);
    RankingMetric metric = RankingMetric.of(spec, samples);
    Ranking ranking = Ranking.of(plan, MadeUpSweeps.source(blocks), List.of(), metric);
    assertThat(ranked(ranking, metric, Ranking.SLAB_BYTES)).isEqualTo(naive(plan, blocks, metric));
  }

  @Test
  void resultsAreTheSameHoweverLittleMemoryTheyAreReadWith() throws IOException {
    Samples samples = MadeUpSweeps.line(0);
    SweepPlan plan = plan(MadeUpSweeps.TEST_LOSS, samples, 40);
    RankingMetric metric = RankingMetric.of(MadeUpSweeps.TEST_LOSS, samples);
    Ranking ranking =
        Ranking.of(plan, MadeUpSweeps.source(MadeUpSweeps.trained(plan, 3)), List.of(), metric);
    assertThat(ranked(ranking, metric, 700)).isEqualTo(ranked(ranking, metric, Ranking.SLAB_BYTES));
  }

  @Test
  void trialsOfOtherSweepsInTheJournalHaveNoRank() throws IOException {
    Samples samples = MadeUpSweeps.line(0);
    SweepPlan wide = plan(MadeUpSweeps.TEST_LOSS, samples, 4);
    SweepPlan narrow = plan(MadeUpSweeps.TEST_LOSS, samples, 1);
    Ranking ranking =
        Ranking.of(
            narrow,
            MadeUpSweeps.source(MadeUpSweeps.trained(wide, 1)),
            List.of(),
            RankingMetric.of(MadeUpSweeps.TEST_LOSS, samples));
    assertThat(ranking.size()).isEqualTo(narrow.trials());
    assertThat(ranking.missing()).isZero();
  }

  @Test
  void aTrialWithoutAResultIsCountedAsMissing() throws IOException {
    Samples samples = MadeUpSweeps.line(0);
    SweepPlan plan = plan(MadeUpSweeps.TEST_LOSS, samples, 2);
    TrainedBlock block = MadeUpSweeps.trained(plan, new long[] {0, 1, 2}, 1);
    Ranking ranking =
        Ranking.of(
            plan,
            MadeUpSweeps.source(List.of(block)),
            List.of(),
            RankingMetric.of(MadeUpSweeps.TEST_LOSS, samples));
    assertThat(ranking.size()).isEqualTo(9);
    assertThat(ranking.missing()).isEqualTo(plan.trials() - 9);
  }

  @Test
  void aBlockGivenUpFailsItsTrialsUntilAnotherTrainsThem() throws IOException {
    Samples samples = MadeUpSweeps.line(0);
    SweepPlan plan = plan(MadeUpSweeps.TEST_LOSS, samples, 2);
    RankingMetric metric = RankingMetric.of(MadeUpSweeps.TEST_LOSS, samples);
    TrainedBlock good = MadeUpSweeps.trained(plan, new long[] {0, 1}, 1);
    BlockOutcome.Failed failed =
        BlockOutcome.Failed.of(
            new Block(new long[] {0, 4}, 1),
            plan.epochs().length,
            MadeUpSweeps.FACTS,
            "lost its executor 4 times",
            "");
    Ranking ranking = Ranking.of(plan, MadeUpSweeps.source(List.of(good)), List.of(failed), metric);
    List<RankedTrial> trials = ranking.top(100);
    assertThat(trials).hasSize(12);
    assertThat(ranking.counts().get(State.FAILED)).isEqualTo(6);
    assertThat(trials)
        .filteredOn(t -> t.result().state() == State.FAILED)
        .allSatisfy(t -> assertThat(t.result().error()).isEqualTo("lost its executor 4 times"))
        .allSatisfy(t -> assertThat(t.result().weights()).isEmpty());
    assertThat(trials)
        .filteredOn(t -> t.result().state() != State.FAILED)
        .allSatisfy(t -> assertThat(t.result().error()).isEmpty());
  }

  @Test
  void anErrorThatIsNotFiniteIsADivergedTrialAtItsOwnEpochs() throws IOException {
    Samples samples = MadeUpSweeps.line(0);
    SweepPlan plan = plan(MadeUpSweeps.TEST_LOSS, samples, 1);
    TrainedBlock block = MadeUpSweeps.trained(plan, new long[] {0}, 2);
    SnapshotRecorder changed = new SnapshotRecorder(1, 1, false, block.snapshots().epochs());
    changed.restore(block.snapshots());
    changed.setDivergedEpoch(0, 0);
    PartMetrics fine = new PartMetrics(1, 1, 1);
    for (int e = 0; e < 3; e++) {
      changed.setMetrics(0, e, MetricSpec.Part.TEST, fine);
      changed.setMetrics(
          0,
          e,
          MetricSpec.Part.TRAIN,
          e == 2 ? new PartMetrics(Double.POSITIVE_INFINITY, 1, 1) : fine);
    }
    TrainedBlock other = new TrainedBlock(block.trajectories(), changed.finish(), block.facts());
    List<RankedTrial> trials =
        Ranking.of(
                plan,
                MadeUpSweeps.source(List.of(other)),
                List.of(),
                RankingMetric.of(MadeUpSweeps.TEST_LOSS, samples))
            .top(10);
    assertThat(trials).extracting(t -> t.result().divergedEpoch()).containsExactly(0, 0, 100);
    assertThat(trials.get(2).result().state()).isEqualTo(State.DIVERGED);
  }
}
