package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.MadeUpSweeps;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.Survivors;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.store.Journal;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierRunsTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private java.nio.file.Path local;
  private Path folder = new Path("unset");

  @BeforeEach
  void name() {
    folder = new Path(local.toUri());
  }

  private static SweepPlan plan(Integer... epochs) {
    return SweepPlan.of(
        MadeUpSweeps.spec(
            MadeUpSweeps.TEST_LOSS,
            0,
            List.of(Optimizer.SGD),
            MadeUpSweeps.rates(8),
            List.of(epochs),
            List.of(1L)),
        MadeUpSweeps.line(0).shape());
  }

  private TrainedBlock journalled(SweepPlan plan, long... trajectories) throws IOException {
    TrainedBlock block = MadeUpSweeps.trained(plan, trajectories, 1);
    Journal.write(HADOOP, folder, 1, block);
    return block;
  }

  private EarlierRuns found(SweepPlan plan) throws IOException {
    return EarlierRuns.of(
        plan,
        Journal.open(HADOOP, folder, note -> {}),
        Survivors.of(plan, new RankingMetric(MadeUpSweeps.TEST_LOSS, 1)));
  }

  @Test
  void withoutAJournalAllIsMissing() throws IOException {
    EarlierRuns found = found(plan(1, 10));
    assertThat(found.missing().stream()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(found.progress().done()).isZero();
    assertThat(found.progress().total()).isEqualTo(16);
  }

  @Test
  void aTrajectoryWithAllItsEpochsIsDoneAndItsDivergedTrialsAreCounted() throws IOException {
    SweepPlan plan = plan(1, 10);
    TrainedBlock block = journalled(plan, 0, 1, 2, 5);
    EarlierRuns found = found(plan);
    assertThat(found.missing().stream()).containsExactly(3, 4, 6, 7);
    assertThat(found.progress().done()).isEqualTo(8);
    long diverged =
        IntStream.range(0, 8)
            .filter(i -> block.snapshots().divergedEpoch(i / 2, i % 2) > 0)
            .count();
    assertThat(found.progress().diverged()).isEqualTo(diverged);
  }

  @Test
  void aTrajectoryThatLacksAnEpochIsMissingAndCountsForNothing() throws IOException {
    journalled(plan(1, 10), 0, 1);
    EarlierRuns found = found(plan(1, 10, 100));
    assertThat(found.missing().cardinality()).isEqualTo(8);
    assertThat(found.progress().done()).isZero();
    assertThat(found.progress().diverged()).isZero();
  }
}
