package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.fixture.Bits;
import dev.linesweep.fixture.MadeUpSweeps;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.RunFacts;
import dev.linesweep.result.Snapshots;
import dev.linesweep.result.Survivors;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.spec.EarlyTerminate;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.store.Checkpoints;
import dev.linesweep.store.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Survivors of several blocks continue in one, from the checkpoints that these left. */
class StandingTest {
  private static final Configuration HADOOP = new Configuration();
  private static final String ARITHMETIC = "fused 1";
  private static final Samples SAMPLES = MadeUpSweeps.line(0.1);
  private static final Engine ENGINE = new FusedEngine();

  /** Rungs at 10 and 30 epochs. */
  private static final SweepPlan PLAN =
      SweepPlan.of(
          MadeUpSweeps.stopping(
              MadeUpSweeps.spec(
                  MadeUpSweeps.TEST_LOSS,
                  0.1,
                  List.of(Optimizer.SGD, Optimizer.ADAM, Optimizer.ADADELTA),
                  MadeUpSweeps.rates(9),
                  List.of(4, 50),
                  List.of(1L)),
              new EarlyTerminate(EarlyTerminate.Type.HALVING, 3, 10)),
          SAMPLES.shape());

  @TempDir Path folder;
  private final Survivors survivors =
      Survivors.of(PLAN, new RankingMetric(MadeUpSweeps.TEST_LOSS, 1));

  @BeforeEach
  void theFolderIsOfASweep() throws IOException {
    Files.createFile(folder.resolve("format.json"));
  }

  private org.apache.hadoop.fs.Path path() {
    return new org.apache.hadoop.fs.Path(folder.toUri().toString());
  }

  private Journal journal() throws IOException {
    return Journal.open(HADOOP, path(), note -> {});
  }

  private BlockWatch watch(Block block, int[] epochs) throws IOException {
    return new BlockWatch(
        HADOOP,
        path(),
        ARITHMETIC,
        PLAN.ids(block),
        epochs,
        time -> new RunFacts("fused", "cpu", "here", 0, Instant.EPOCH, time),
        share -> {},
        () -> 0);
  }

  private BlockTraining training(Block block, int[] epochs) {
    return new BlockTraining(PLAN.spec().training(), PLAN.columns(block), epochs);
  }

  /** Trains blocks up to a rung as a run does. */
  private void train(Standing standing, List<Block> blocks) throws IOException {
    int[] epochs = PLAN.recordedEpochs(standing.stretch().to());
    for (Block block : blocks) {
      BlockWatch watch = watch(block, epochs);
      watch.continueFrom(
          standing.trained(block),
          standing.state(HADOOP, path(), ARITHMETIC, block, PLAN.ids(block), epochs));
      if (!standing.last()) {
        watch.keepEnd();
      }
      Snapshots trained = ENGINE.train(training(block, epochs), SAMPLES, watch);
      Journal.write(
          HADOOP, path(), 1, new TrainedBlock(PLAN.ids(block), trained, MadeUpSweeps.FACTS));
      watch.remove();
    }
  }

  /** The first rung in three blocks. */
  private void trainToTheFirstRung() throws IOException {
    Standing beginning = Standing.of(HADOOP, path(), journal(), survivors, numbers().toArray());
    List<Block> blocks =
        Stream.of(0, 1, 2)
            .flatMap(part -> PLAN.blocks(n -> n % 3 == part, beginning.stretch()).stream())
            .toList();
    assertThat(blocks).hasSize(3);
    train(beginning, blocks);
  }

  private Standing next() throws IOException {
    survivors.judge(journal(), number -> false);
    long[] missing = numbers().filter(survivors::trains).toArray();
    return Standing.of(HADOOP, path(), journal(), survivors, missing);
  }

  private static LongStream numbers() {
    return LongStream.range(0, PLAN.trajectories());
  }

  private void assertSameAsUndisturbed(List<Block> blocks, int to) throws IOException {
    int[] epochs = PLAN.recordedEpochs(to);
    for (Block block : blocks) {
      TrainedBlock trained = Journal.find(HADOOP, path(), 1, PLAN.ids(block), epochs).orElseThrow();
      Bits.assertSame(
          trained.snapshots(), ENGINE.train(training(block, epochs), SAMPLES), "continued");
    }
  }

  @Test
  void survivorsContinueInOneBlockWithTheBitsOfUndisturbedTrainings() throws IOException {
    trainToTheFirstRung();
    assertThat(Checkpoints.names(HADOOP, path())).hasSize(3);

    Standing second = next();
    List<Block> blocks = second.blocks(PLAN, survivors::trains);
    assertThat(second.files()).hasSize(3);
    assertThat(blocks).singleElement().extracting(Block::size).isEqualTo(7);
    assertThat(second.trained(blocks.get(0)).from()).isEqualTo(10);
    train(second, blocks);
    assertSameAsUndisturbed(blocks, 30);

    Standing last = next();
    List<Block> end = last.blocks(PLAN, survivors::trains);
    assertThat(last.last()).isTrue();
    assertThat(end).singleElement().extracting(Block::size).isEqualTo(3);
    train(last, end);
    assertSameAsUndisturbed(end, 50);
    assertThat(Checkpoints.names(HADOOP, path())).as("the last block leaves none").hasSize(4);
  }

  @Test
  void thoseWhoseCheckpointIsGoneBeginAnewAndTheOthersDoNot() throws IOException {
    trainToTheFirstRung();
    Standing whole = next();
    Files.delete(folder.resolve(whole.files().get(whole.fileOf()[0])));

    Standing second = next();
    List<Block> blocks = second.blocks(PLAN, survivors::trains);
    assertThat(blocks.stream().map(block -> second.trained(block).from())).containsExactly(10, 0);
    assertThat(blocks.stream().map(block -> second.fresh(block).from()))
        .as("their first trials are known")
        .containsOnly(10);
    train(second, blocks);
    assertSameAsUndisturbed(blocks, 30);
  }

  @Test
  void aTornCheckpointCostsTimeAndNoBits() throws IOException {
    trainToTheFirstRung();
    Standing second = next();
    for (String name : second.files()) {
      byte[] bytes = Files.readAllBytes(folder.resolve(name));
      Files.write(folder.resolve(name), Arrays.copyOf(bytes, bytes.length - 1));
    }

    List<Block> blocks = second.blocks(PLAN, survivors::trains);
    assertThat(
            second.state(
                HADOOP,
                path(),
                ARITHMETIC,
                blocks.get(0),
                PLAN.ids(blocks.get(0)),
                PLAN.recordedEpochs(30)))
        .isEmpty();
    train(second, blocks);
    assertSameAsUndisturbed(blocks, 30);
  }
}
