package dev.linesweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.MadeUpSweeps;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.TrialId;
import dev.linesweep.spec.EarlyTerminate;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.Optimizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who survives, next to a plain loop over trainings that were all done to their end. */
class SurvivorsTest {
  private static final List<Optimizer> OPTIMIZERS =
      List.of(Optimizer.SGD, Optimizer.ADAM, Optimizer.ADADELTA);

  /** A job of some settings, some of whose trainings tie or diverge. */
  private record Case(SweepPlan plan, RankingMetric metric, List<TrainedBlock> whole) {
    static Case of(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      EarlyTerminate rule =
          new EarlyTerminate(
              EarlyTerminate.Type.values()[random.nextInt(2)],
              random.nextInt(2, 5),
              random.nextInt(1, 12));
      List<Long> seeds = LongStream.rangeClosed(1, random.nextInt(1, 4)).boxed().toList();
      SweepPlan plan =
          SweepPlan.of(
              MadeUpSweeps.stopping(
                  MadeUpSweeps.spec(
                      MadeUpSweeps.TEST_LOSS,
                      0.1,
                      OPTIMIZERS.subList(0, random.nextInt(1, 4)),
                      MadeUpSweeps.rates(random.nextInt(1, 30)),
                      List.of(1, 7, 20, 60 + random.nextInt(60)),
                      seeds),
                  rule),
              MadeUpSweeps.line(0.1).shape());
      List<TrainedBlock> whole = new ArrayList<>();
      for (long number = 0; number < plan.trajectories(); number++) {
        whole.add(MadeUpSweeps.trained(plan, new long[] {number}, seed, plan.recordedEpochs()));
      }
      return new Case(plan, new RankingMetric(MadeUpSweeps.TEST_LOSS, 1), whole);
    }

    double cost(int trajectory, int epoch) {
      Snapshots snapshots = whole.get(trajectory).snapshots();
      int at = snapshots.indexOf(epoch);
      return snapshots.divergedEpoch(0, at) > 0
          ? Double.POSITIVE_INFINITY
          : snapshots.metrics(0, at, MetricSpec.Part.TEST).loss();
    }

    /** The epoch at which each trajectory ends, by a plain loop over settings. */
    int[] lastEpochs() {
      int[] last = new int[whole.size()];
      Map<Long, List<Integer>> settings = new HashMap<>();
      for (int number = 0; number < last.length; number++) {
        last[number] = plan.maxEpochs();
        settings
            .computeIfAbsent(plan.trajectory(number).setting().id().bits(), s -> new ArrayList<>())
            .add(number);
      }
      int[] rungs = plan.brackets().epochs();
      for (int bracket = 0; bracket <= rungs.length; bracket++) {
        int begins = bracket;
        List<Long> living =
            settings.keySet().stream()
                .filter(
                    id ->
                        plan.brackets()
                                .first(TrialId.parse(String.format(Locale.ROOT, "%016x", id)))
                            == begins)
                .sorted(Long::compareUnsigned)
                .toList();
        for (int rung = bracket; rung < rungs.length; rung++) {
          int epoch = rungs[rung];
          Map<Long, Double> costs = new HashMap<>();
          living.forEach(
              id ->
                  costs.put(
                      id,
                      settings.getOrDefault(id, List.of()).stream()
                          .mapToDouble(number -> cost(number, epoch))
                          .average()
                          .orElseThrow()));
          int eta = plan.spec().limits().earlyTerminate().eta();
          List<Long> next =
              living.stream()
                  .sorted(Comparator.comparing(costs::get))
                  .limit((living.size() + eta - 1) / eta)
                  .filter(id -> Double.isFinite(costs.getOrDefault(id, Double.NaN)))
                  .toList();
          living.stream()
              .filter(id -> !next.contains(id))
              .forEach(
                  id ->
                      settings.getOrDefault(id, List.of()).forEach(number -> last[number] = epoch));
          living = next.stream().sorted(Long::compareUnsigned).toList();
        }
      }
      return last;
    }

    /** Trains rung after rung, and no trajectory further than it is told. */
    Survivors trained(List<TrainedBlock> journal) throws IOException {
      Survivors survivors = Survivors.of(plan, metric);
      while (true) {
        survivors.judge(MadeUpSweeps.source(journal), number -> false);
        for (int number = 0; number < whole.size(); number++) {
          if (survivors.trains(number)) {
            TrainedBlock all = whole.get(number);
            journal.add(
                new TrainedBlock(
                    all.trajectories(),
                    all.snapshots().upTo(survivors.epoch()),
                    MadeUpSweeps.FACTS));
          }
        }
        if (survivors.isLast()) {
          return survivors;
        }
      }
    }
  }

  private static int[] lastEpochs(Survivors survivors, SweepPlan plan) {
    return IntStream.range(0, Math.toIntExact(plan.trajectories()))
        .map(survivors::lastEpoch)
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void theySurviveAsInAPlainLoop(long seed) throws IOException {
    Case made = Case.of(seed);
    int[] expected = made.lastEpochs();

    assertThat(lastEpochs(made.trained(new ArrayList<>()), made.plan)).isEqualTo(expected);
    Survivors afterwards = Survivors.of(made.plan, made.metric);
    afterwards.judge(MadeUpSweeps.source(made.whole), number -> false);
    assertThat(lastEpochs(afterwards, made.plan)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noneRanksBeforeOneThatItLostTo(long seed) throws IOException {
    Case made = Case.of(seed);
    List<TrainedBlock> journal = new ArrayList<>();
    Survivors survivors = made.trained(journal);
    Ranking ranking =
        Ranking.of(made.plan, MadeUpSweeps.source(journal), List.of(), made.metric, survivors);
    List<TrialResult> ranked =
        ranking.top(Integer.MAX_VALUE).stream().map(RankedTrial::result).toList();

    assertThat(ranked).hasSize((int) made.plan.trials());
    assertThat(ranking.missing()).isZero();
    Map<Long, Integer> numbers = new HashMap<>();
    for (int number = 0; number < made.whole.size(); number++) {
      numbers.put(made.plan.trajectory(number).id().bits(), number);
    }
    int stopped = 0;
    for (TrialResult trial : ranked) {
      int number = numbers.getOrDefault(trial.trial().trajectory().id().bits(), -1);
      int last = survivors.lastEpoch(number);
      int seen = Math.min(last, trial.trial().epochs());
      Snapshots whole = made.whole.get(number).snapshots();
      if (whole.divergedEpoch(0, whole.indexOf(seen)) > 0) {
        assertThat(trial.state()).isEqualTo(State.DIVERGED);
      } else {
        assertThat(trial.state())
            .isEqualTo(trial.trial().epochs() > last ? State.STOPPED : State.COMPLETE);
        assertThat(trial.stoppedEpoch()).isEqualTo(trial.state() == State.STOPPED ? last : 0);
        assertThat(trial.test().loss()).isEqualTo(made.cost(number, seen));
        assertThat(trial.weights()).isEqualTo(whole.weights(0, whole.indexOf(seen)));
      }
      stopped += trial.state() == State.STOPPED ? 1 : 0;
    }
    assertThat(stopped).isPositive();
    // Of whole settings only: a setting with a repeat that diverged has no mean.
    if (made.plan.spec().parameters().seeds().size() == 1) {
      List<Integer> ends =
          ranked.stream()
              .filter(trial -> trial.state() != State.DIVERGED)
              .map(
                  trial ->
                      trial.state() == State.STOPPED ? trial.stoppedEpoch() : Integer.MAX_VALUE)
              .toList();
      assertThat(ends).isSortedAccordingTo(Comparator.reverseOrder());
      assertThat(ranked.stream().map(t -> t.state() == State.DIVERGED)).isSorted();
    }
  }

  @Test
  void aTrainingThatFailedDoesNotSurviveAndIsNotWaitedFor() throws IOException {
    Case made = Case.of(3);
    List<TrainedBlock> journal = new ArrayList<>(made.whole);
    journal.remove(0);
    Survivors waiting = Survivors.of(made.plan, made.metric);
    waiting.judge(MadeUpSweeps.source(journal), number -> false);
    assertThat(waiting.epoch()).isEqualTo(made.plan.brackets().epochs(0));

    Survivors survivors = Survivors.of(made.plan, made.metric);
    survivors.judge(MadeUpSweeps.source(journal), number -> number == 0);
    assertThat(survivors.isLast()).isTrue();
    assertThat(survivors.lastEpoch(0)).isLessThan(made.plan.maxEpochs());
  }
}
