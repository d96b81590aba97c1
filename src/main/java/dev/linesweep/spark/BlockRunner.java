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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.CollectionAccumulator;

/**
 * Trains blocks on an executor and journals them.
 *
 * @param told how far the blocks are that train now
 * @param notes what people should know of the machines
 */
record BlockRunner(
    Broadcast<SweepContext> broadcast, BlocksInTraining told, CollectionAccumulator<String> notes)
    implements BlockWork {

  /** A block in training. */
  private record Member(Block block, long[] ids, BlockWatch watch) {}

  @Override
  public List<List<Block>> together(List<Block> blocks) {
    SweepContext context = broadcast.value();
    SweepPlan plan = context.plan();
    Engine engine = engine(context);
    return BlockGroups.of(
        blocks,
        block -> plan.trajectory(block.ranges()[0]).batchSize(),
        block ->
            engine.columnsAtOnce(() -> training(plan, plan.columns(block)), context.samples()));
  }

  private static BlockTraining training(SweepPlan plan, List<Trajectory> columns) {
    return new BlockTraining(plan.spec().training(), columns, plan.recordedEpochs());
  }

  private Engine engine(SweepContext context) {
    return Engines.ofThisTask(context, notes::add);
  }

  /**
   * Trains and journals; an exception becomes the block's outcome, since Spark's retries would only
   * repeat it. Blocks that fail together are halved until the one is found that fails alone.
   */
  @Override
  public List<BlockOutcome> train(List<Block> blocks) {
    told.only(blocks);
    SweepContext context = broadcast.value();
    Instant start = Instant.now();
    long began = System.nanoTime();
    Engine engine = engine(context);
    try {
      return train(blocks, context, engine, start);
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      if (TaskContext.get().isInterrupted()) {
        throw new TaskKilledException("the run was stopped");
      }
      if (blocks.size() > 1) {
        return inParts(blocks, blocks.size() / 2);
      }
      RunFacts facts = facts(engine, start, since(began));
      return List.of(
          BlockOutcome.Failed.of(
              blocks.get(0),
              context.plan().epochs().length,
              facts,
              e.getClass().getName(),
              detail(e)));
    }
  }

  private List<BlockOutcome> inParts(List<Block> blocks, int first) {
    List<BlockOutcome> outcomes = new ArrayList<>(train(blocks.subList(0, first)));
    outcomes.addAll(train(blocks.subList(first, blocks.size())));
    return outcomes;
  }

  private List<BlockOutcome> train(
      List<Block> blocks, SweepContext context, Engine engine, Instant start) throws IOException {
    SweepPlan plan = context.plan();
    Configuration hadoop = HadoopSettings.ofThisExecutor();
    Path journal = new Path(context.journal());
    GroupWatch watch = new GroupWatch();
    List<Member> members = new ArrayList<>();
    List<Trajectory> columns = new ArrayList<>();
    for (Block block : blocks) {
      long[] ids = plan.ids(block);
      Journal.requireThere(hadoop, journal);
      BlockWatch own = watch(block, ids, context, engine, start);
      if (own.hasBegun() && blocks.size() > 1) {
        return inParts(blocks, Math.max(1, members.size()));
      }
      members.add(new Member(block, ids, own));
      watch.add(own, block.size());
      columns.addAll(plan.columns(block));
    }
    Snapshots snapshots = engine.train(training(plan, columns), context.samples(), watch);
    List<BlockOutcome> outcomes = new ArrayList<>();
    int from = 0;
    for (Member member : members) {
      int to = from + member.block.size();
      RunFacts facts =
          facts(engine, start, share(member.watch.trained(), to - from, columns.size()));
      outcomes.add(journal(member, snapshots.columns(from, to), context, facts));
      from = to;
    }
    return outcomes;
  }

  private static Duration share(Duration all, int columns, int of) {
    return columns == of ? all : all.multipliedBy(columns).dividedBy(of);
  }

  private static BlockOutcome journal(
      Member member, Snapshots snapshots, SweepContext context, RunFacts facts) throws IOException {
    Configuration hadoop = HadoopSettings.ofThisExecutor();
    Path journal = new Path(context.journal());
    Journal.requireThere(hadoop, journal);
    Journal.write(hadoop, journal, context.run(), new TrainedBlock(member.ids, snapshots, facts));
    member.watch.remove();
    return BlockOutcome.Trained.of(
        member.block, snapshots, context.plan().epochs(), context.metric(), facts);
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
    RunFacts facts = facts(engine(context), Instant.now(), Duration.ZERO);
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
