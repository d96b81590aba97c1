package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.plan.Block;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.RunFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.Tuple4;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

class BlocksInTrainingTest {
  private static final Block FIRST = new Block(new long[] {0, 4}, 10);
  private static final Block SECOND = new Block(new long[] {4, 8}, 100);

  private final BlocksInTraining told = new BlocksInTraining();
  private final BlocksInTraining.Heard heard = new BlocksInTraining.Heard(7);

  @Test
  void aTaskTrainsSomeBlocksAtATime() {
    assertThat(told.isZero()).isTrue();
    told.only(List.of(FIRST));
    told.set(FIRST, 0.5);
    told.set(FIRST, 0.75);
    assertThat(told.value()).containsOnly(Map.entry(FIRST, 0.75));
    told.only(List.of(FIRST, SECOND));
    told.set(SECOND, 0.25);
    assertThat(told.value()).containsOnly(Map.entry(FIRST, 0.75), Map.entry(SECOND, 0.25));
    told.only(List.of(SECOND));
    assertThat(told.value()).containsOnly(Map.entry(SECOND, 0.25));
    assertThat(told.copy().value()).isEqualTo(told.value());
  }

  @Test
  void whatATaskSaidIsForgottenWhenItEnds() {
    told.set(FIRST, 0.5);
    BlocksInTraining onTheDriver = new BlocksInTraining();
    onTheDriver.merge(told);
    assertThat(onTheDriver.isZero()).isTrue();
    told.reset();
    assertThat(told.isZero()).isTrue();
  }

  @Test
  void theCostOfWhatIsDoneIsThatOfAllTasks() {
    heartbeat(7, Map.of(FIRST, 0.5));
    heartbeat(7, Map.of(SECOND, 0.25));
    assertThat(heard.cost()).isEqualTo(5 + 25);
  }

  @Test
  void anOlderHeartbeatTakesNothingBack() {
    heartbeat(7, Map.of(FIRST, 0.5));
    heartbeat(7, Map.of(FIRST, 0.25));
    assertThat(heard.cost()).isEqualTo(5);
  }

  @Test
  void aBlockWithAnOutcomeIsNotInTraining() {
    heartbeat(7, Map.of(FIRST, 0.5, SECOND, 0.25));
    heard.ended(List.of(trained(SECOND)));
    heartbeat(7, Map.of(SECOND, 0.5));

    assertThat(heard.cost()).isEqualTo(5);
  }

  @Test
  void otherAccumulatorsSayNothing() {
    heartbeat(8, Map.of(FIRST, 0.5));
    heartbeat(7, 3L);
    assertThat(heard.cost()).isZero();
  }

  private void heartbeat(long accumulator, Object update) {
    AccumulableInfo info =
        new AccumulableInfo(
            accumulator,
            Option.empty(),
            Option.apply(update),
            Option.empty(),
            false,
            false,
            Option.empty());
    Tuple4<Object, Object, Object, Seq<AccumulableInfo>> task =
        new Tuple4<>(1L, 0, 0, CollectionConverters.asScala(List.of(info)).toSeq());
    heard.onExecutorMetricsUpdate(
        new SparkListenerExecutorMetricsUpdate(
            "1",
            CollectionConverters.asScala(List.of(task)).toSeq(),
            scala.collection.immutable.Map$.MODULE$.empty()));
  }

  private static BlockOutcome trained(Block block) {
    RunFacts facts = new RunFacts("fused", "cpu", "host", 0, Instant.EPOCH, Duration.ZERO);
    return new BlockOutcome.Trained(block, block.size(), 0, 0.5, facts);
  }
}
