package dev.linesweep.spark;

import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.RunFacts;
import dev.linesweep.result.Snapshots;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.store.Journal;
import dev.linesweep.text.Counted;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.broadcast.Broadcast;

/**
 * Trains blocks on an executor and journals them.
 *
 * @param told how far the block is that trains now
 */
record BlockRunner(Broadcast<SweepContext> broadcast, BlocksInTraining told) implements BlockWork {

  /**
   * Trains and journals; an exception becomes the block's outcome, since Spark's retries would only
   * repeat it.
   */
  @Override
  public BlockOutcome train(Block block) {
    SweepContext context = broadcast.value();
    Instant start = Instant.now();
    long began = System.nanoTime();
    Engine engine = Engines.ofThisTask(context);
    SweepPlan plan = context.plan();
    Path journal = new Path(context.journal());
    try {
      Configuration hadoop = HadoopSettings.ofThisExecutor();
      long[] ids = plan.ids(block);
      Journal.requireThere(hadoop, journal);
      List<Trajectory> columns = plan.columns(block);
      BlockTraining training =
          new BlockTraining(plan.spec().training(), columns, plan.recordedEpochs());
      BlockWatch watch = watch(block, ids, context, engine, start);
      Snapshots snapshots = engine.train(training, context.samples(), watch);
      RunFacts facts = facts(engine, start, watch.trained());
      Journal.requireThere(hadoop, journal);
      Journal.write(hadoop, journal, context.run(), new TrainedBlock(ids, snapshots, facts));
      watch.remove();
      return BlockOutcome.Trained.of(block, snapshots, plan.epochs(), context.metric(), facts);
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      if (TaskContext.get().isInterrupted()) {
        throw new TaskKilledException("the run was stopped");
      }
      RunFacts facts = facts(engine, start, since(began));
      return BlockOutcome.Failed.of(
          block, plan.epochs().length, facts, e.getClass().getName(), detail(e));
    }
  }

  private BlockWatch watch(
      Block block, long[] ids, SweepContext context, Engine engine, Instant start)
      throws IOException {
    SweepPlan plan = context.plan();
    return new BlockWatch(
        HadoopSettings.ofThisExecutor(),
        new Path(context.journal()),
        plan.spec().engine().kind().arithmetic(),
        ids,
        plan.recordedEpochs(),
        trained -> facts(engine, start, trained),
        share -> told.set(block, share),
        System::nanoTime);
  }

  @Override
  public Optional<BlockOutcome> journalled(Block block) throws IOException {
    SweepContext context = broadcast.value();
    SweepPlan plan = context.plan();
    return Journal.find(
            HadoopSettings.ofThisExecutor(),
            new Path(context.journal()),
            context.run(),
            plan.ids(block),
            plan.recordedEpochs())
        .map(
            found ->
                BlockOutcome.Trained.of(
                    block, found.snapshots(), plan.epochs(), context.metric(), found.facts()));
  }

  @Override
  public BlockOutcome givenUp(Block block, int times) {
    SweepContext context = broadcast.value();
    String error = "lost its executor " + Counted.of(times, "time");
    RunFacts facts = facts(Engines.ofThisTask(context), Instant.now(), Duration.ZERO);
    return BlockOutcome.Failed.of(block, context.plan().epochs().length, facts, error, error);
  }

  private static RunFacts facts(Engine engine, Instant start, Duration trained) {
    TaskContext task = TaskContext.get();
    return new RunFacts(
        engine.name(),
        engine.device(),
        SparkEnv.get().blockManager().blockManagerId().host(),
        task.attemptNumber(),
        start,
        trained);
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static String detail(Throwable failure) {
    StringBuilder text = new StringBuilder(failure.toString());
    Arrays.stream(failure.getStackTrace()).limit(5).forEach(f -> text.append("\n  at ").append(f));
    return text.toString();
  }
}
