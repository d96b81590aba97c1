package dev.linesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.KnownModel;
import dev.linesweep.data.Samples;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.Baselines;
import dev.linesweep.result.PartMetrics;
import dev.linesweep.result.Ranking;
import dev.linesweep.result.RankingMetric;
import dev.linesweep.result.Snapshots;
import dev.linesweep.result.Sweeps;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.spec.Optimizer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClosingSummaryTest {
  private static final Samples SAMPLES = Sweeps.line(0);
  private static final KnownModel TRUTH = new KnownModel(new double[] {0.7}, 0.3);
  private static final int[] EPOCHS = {1, 10};

  private static SweepPlan plan(List<Long> seeds) {
    return SweepPlan.of(
        Sweeps.spec(
            Sweeps.TEST_LOSS,
            0,
            List.of(Optimizer.SGD, Optimizer.ADAM),
            List.of(0.01, 0.1, 1.0),
            List.of(1, 10),
            seeds),
        SAMPLES.shape());
  }

  /** sgd gets better with rate and epochs; adam diverges at all rates but the first. */
  private static Ranking ranking(SweepPlan plan) throws IOException {
    int columns = (int) plan.trajectories();
    Snapshots snapshots = Snapshots.allocate(columns, 1, false, EPOCHS);
    for (int column = 0; column < columns; column++) {
      var trajectory = plan.trajectory(column);
      boolean adam = trajectory.optimizer() == Optimizer.ADAM;
      boolean diverges = adam && trajectory.learningRate() > 0.01;
      snapshots.setDivergedEpoch(column, diverges ? 1 : 0);
      for (int e = 0; e < 2; e++) {
        double loss =
            diverges
                ? Double.NaN
                : (adam ? 0.5 : 0.2) / (1 + trajectory.learningRate() * EPOCHS[e])
                    + trajectory.seed() * 0.01;
        for (Part part : List.of(Part.TRAIN, Part.TEST)) {
          snapshots.setMetrics(column, e, part, new PartMetrics(loss, loss, loss * loss));
        }
        snapshots.setWeights(column, e, new float[] {0.65f, 0.325f});
      }
    }
    long[] ids = LongStream.range(0, columns).map(n -> plan.trajectory(n).id().bits()).toArray();
    return Ranking.of(
        plan,
        Sweeps.source(List.of(new TrainedBlock(ids, snapshots, Sweeps.FACTS, ""))),
        RankingMetric.of(Sweeps.TEST_LOSS, SAMPLES));
  }

  private static List<Note> notes(SweepPlan plan, Ranking ranking) throws IOException {
    Advice advice = new Advice(plan.spec().parameters(), ranking.metric());
    ranking.forEach(advice);
    return advice.notes(Baselines.of(SAMPLES, Loss.MAE));
  }

  private static String summary(List<Long> seeds) throws IOException {
    SweepPlan plan = plan(seeds);
    Ranking ranking = ranking(plan);
    return ClosingSummary.of(
        new TrialTable(plan, SAMPLES),
        new ClosingSummary.Outcome(
            SAMPLES,
            plan.spec().metric(),
            ranking.top(5),
            ranking.counts(),
            ranking.missing(),
            Baselines.of(SAMPLES, Loss.MAE),
            Optional.of(TRUTH),
            notes(plan, ranking)));
  }

  @Test
  void theSummaryReadsAsItAlwaysHas() throws IOException {
    Golden.assertSame("closing-summary.txt", summary(List.of(1L)));
  }

  @Test
  void theSummaryFitsATerminal() throws IOException {
    assertThat(summary(List.of(1L, 2L)).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void theTableReadsAsItAlwaysHas() throws IOException {
    SweepPlan plan = plan(List.of(1L, 2L));
    Golden.assertSame(
        "ranked-table.txt",
        new RankedTable(new TrialTable(plan, SAMPLES), "test_loss").of(ranking(plan).top(20)));
  }

  @Test
  void anOptimizerThatMostlyDivergedIsTold() throws IOException {
    SweepPlan plan = plan(List.of(1L));
    assertThat(notes(plan, ranking(plan)))
        .contains(
            new Note(
                "66.7 % of adam's trials diverged.",
                "adam: {learning_rate: {min: 0.00001, max: 0.01, count: 10, scale: log}}"));
  }

  @Test
  void settingsWithinTheSpreadOverSeedsAreCounted() throws IOException {
    SweepPlan plan = plan(List.of(1L, 20L));
    assertThat(notes(plan, ranking(plan)))
        .extracting(Note::text)
        .anySatisfy(text -> assertThat(text).contains("cannot be told apart"));
    assertThat(notes(plan(List.of(1L)), ranking(plan(List.of(1L)))))
        .extracting(Note::text)
        .noneSatisfy(text -> assertThat(text).contains("cannot be told apart"));
  }

  @Test
  void theModelFileReadsAsItAlwaysHas() throws IOException {
    SweepPlan plan = plan(List.of(1L));
    Golden.assertSame(
        "model.json",
        ModelJson.of(
            ranking(plan).top(1).get(0).result(),
            SAMPLES,
            Baselines.of(SAMPLES, Loss.MAE),
            Optional.of(TRUTH)));
  }

  @Test
  void secretsAreStarred() {
    assertThat(
            Secrets.scrubbed(
                List.of(
                    "run",
                    "--set",
                    "data.options.password=hunter2",
                    "--db-token",
                    "abc",
                    "jdbc:x://u:pw@host/db?user=a&password=b",
                    "fs.s3a.secret.key=xyz")))
        .containsExactly(
            "run",
            "--set",
            "data.options.password=*****",
            "--db-token",
            "*****",
            "jdbc:x://u:*****@host/db?user=a&password=*****",
            "fs.s3a.secret.key=*****");
  }

  @Test
  void theStatusNamesCodeAndReason() {
    assertThat(StatusJson.of(StatusJson.State.PARTIAL, 3, "--max-trials 10", 10, 40))
        .isEqualTo(
            """
            {
              "state" : "PARTIAL",
              "exit_code" : 3,
              "reason" : "--max-trials 10",
              "trials_done" : 10,
              "trials_total" : 40
            }
            """);
  }
}
