package dev.linesweep.spark;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.TrainingState;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.Stretch;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.RunFacts;
import dev.linesweep.result.Snapshots;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.spark.job.Shared;
import dev.linesweep.store.Journal;
import dev.linesweep.text.Counted;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

/**
 * Trains blocks on an executor and journals them.
 *
 * @param standing how far the trajectories are that continue
 * @param told takes the progress of the blocks in training
 * @param notes takes notes on the machines for the user
 */
record BlockRunner(
    Shared<SweepContext> broadcast,
    Shared<Standing> standing,
    BlocksInTraining told,
    NotesAccumulator notes)
    implements BlockWork {

  /** One block in training. */
  private record Member(Block block, long[] ids, BlockWatch watch) {}

  @Override
  public List<List<Block>> together(List<Block> blocks) {
    SweepContext context = broadcast.value();
    SweepPlan plan = context.plan();
    Engine engine = engine(context);
    return BlockGroups.of(
        blocks,
        block -> {
          Trajectory first = plan.trajectory(block.ranges()[0]);
          return List.of(first.batchSize(), first.fold());
        },
        block ->
            engine.columnsAtOnce(
                () -> training(plan, plan.columns(block)), samples(context, block)));
  }

  private BlockTraining training(SweepPlan plan, List<Trajectory> columns) {
    return new BlockTraining(plan.spec().training(), columns, recorded(plan));
  }

  private int[] recorded(SweepPlan plan) {
    return plan.recordedEpochs(standing.value().stretch().to());
  }

  /** The epochs at which a block gives its trials a result. */
  private int[] epochs(SweepPlan plan, Block block) {
    return standing.value().fresh(block).of(plan.epochs());
  }

  /** The data of the block's trajectories, which share one fold. */
  private static Samples samples(SweepContext context, Block block) {
    return context.samples().of(fold(context, block));
  }

  private static int fold(SweepContext context, Block block) {
    return context.plan().trajectory(block.ranges()[0]).fold();
  }

  private Engine engine(SweepContext context) {
    String host =
        context.executor().local()
            ? ""
            : SparkEnv.get().blockManager().blockManagerId().host() + ": ";
    return Engines.ofThisTask(context, note -> notes.add(host + note));
  }

  /**
   * Trains and journals blocks. An exception becomes the block's outcome, because Spark's retries
   * would only repeat it. Blocks that fail together are halved until the one that fails on its own
   * is found.
   */
  @Override
  public List<BlockOutcome> train(List<Block> blocks) {
    told.only(blocks);
    SweepContext context = broadcast.value();
    TrainingAttempt attempt = new TrainingAttempt(engine(context), Instant.now());
    Map<Position, List<Member>> groups = new LinkedHashMap<>();
    List<BlockOutcome> outcomes = new ArrayList<>();
    for (Block block : blocks) {
      try {
        Member member = member(block, context, attempt);
        groups.computeIfAbsent(Position.of(member), p -> new ArrayList<>()).add(member);
      } catch (IOException | RuntimeException e) {
        outcomes.add(failed(block, context, attempt, e));
      }
    }
    groups.values().forEach(group -> outcomes.addAll(trainTogether(group, context, attempt)));
    return outcomes;
  }

  /** The progress of blocks that can train together. */
  private record Position(int epoch, int steps) {
    static Position of(Member member) {
      return new Position(member.watch.epoch(), member.watch.steps());
    }
  }

  private Member member(Block block, SweepContext context, TrainingAttempt attempt)
      throws IOException {
    SweepPlan plan = context.plan();
    Configuration hadoop = HadoopSettings.ofThisExecutor();
    long[] ids = plan.ids(block);
    Path journal = new Path(context.journal());
    Journal.requireThere(hadoop, journal);
    BlockWatch watch =
        new BlockWatch(
            hadoop,
            journal,
            plan.spec().engine().kind().arithmetic(),
            ids,
            recorded(plan),
            attempt::facts,
            share -> told.set(block, share),
            System::nanoTime);
    if (!standing.value().last()) {
      watch.keepEnd();
    }
    Optional<TrainingState> state =
        watch.isBegun()
            ? Optional.empty()
            : standing
                .value()
                .state(
                    hadoop,
                    journal,
                    plan.spec().engine().kind().arithmetic(),
                    block,
                    ids,
                    recorded(plan));
    watch.continueFrom(standing.value().trained(block), state);
    return new Member(block, ids, watch);
  }

  private List<BlockOutcome> trainTogether(
      List<Member> members, SweepContext context, TrainingAttempt attempt) {
    SweepPlan plan = context.plan();
    GroupWatch watch = attempt.begin();
    List<Trajectory> columns = new ArrayList<>();
    for (Member member : members) {
      watch.add(member.watch, member.block.size());
      columns.addAll(plan.columns(member.block));
    }
    Snapshots snapshots;
    try {
      snapshots =
          attempt
              .engine()
              .train(training(plan, columns), samples(context, members.get(0).block), watch);
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      if (members.size() == 1) {
        return List.of(failed(members.get(0).block, context, attempt, e));
      }
      requireRunning();
      int half = members.size() / 2;
      return trainInParts(List.of(members.subList(0, half), members.subList(half, members.size())));
    }
    return journal(members, snapshots, context, attempt);
  }

  /** New watches: those of a failed training cannot be used again. */
  private List<BlockOutcome> trainInParts(List<List<Member>> parts) {
    List<BlockOutcome> outcomes = new ArrayList<>();
    for (List<Member> part : parts) {
      outcomes.addAll(train(part.stream().map(Member::block).toList()));
    }
    return outcomes;
  }

  private List<BlockOutcome> journal(
      List<Member> members, Snapshots snapshots, SweepContext context, TrainingAttempt attempt) {
    List<RunFacts> facts = new ArrayList<>();
    members.forEach(member -> facts.add(attempt.next(member.watch.trained())));
    List<BlockOutcome> outcomes = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < members.size(); i++) {
      Block block = members.get(i).block;
      int to = from + block.size();
      try {
        outcomes.add(journal(members.get(i), snapshots.columns(from, to), context, facts.get(i)));
      } catch (IOException | RuntimeException e) {
        outcomes.add(failed(block, context, attempt, e));
      }
      from = to;
    }
    return outcomes;
  }

  private BlockOutcome journal(
      Member member, Snapshots snapshots, SweepContext context, RunFacts facts) throws IOException {
    Configuration hadoop = HadoopSettings.ofThisExecutor();
    Path journal = new Path(context.journal());
    Journal.requireThere(hadoop, journal);
    Journal.write(hadoop, journal, context.run(), new TrainedBlock(member.ids, snapshots, facts));
    member.watch.remove();
    return outcome(member.block, snapshots, context, facts);
  }

  private BlockOutcome outcome(
      Block block, Snapshots snapshots, SweepContext context, RunFacts facts) {
    return BlockOutcome.Trained.of(
        block,
        snapshots,
        epochs(context.plan(), block),
        context.metric().in(fold(context, block)),
        facts);
  }

  private BlockOutcome failed(
      Block block, SweepContext context, TrainingAttempt attempt, Throwable e) {
    requireRunning();
    return BlockOutcome.Failed.of(
        block,
        left(context.plan(), block),
        attempt.facts(attempt.soFar()),
        e.getClass().getName(),
        detail(e));
  }

  /** How many trials of each trajectory have no result without this block. */
  private int left(SweepPlan plan, Block block) {
    return new Stretch(standing.value().fresh(block).from(), plan.maxEpochs()).count(plan.epochs());
  }

  private static void requireRunning() {
    if (TaskContext.get().isInterrupted()) {
      throw new TaskKilledException("the run was stopped");
    }
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
            recorded(plan))
        .map(found -> outcome(block, found.snapshots(), context, found.facts()));
  }

  @Override
  public BlockOutcome givenUp(Block block, int times) {
    SweepContext context = broadcast.value();
    String error = "lost its executor " + Counted.of(times, "time");
    RunFacts facts = new TrainingAttempt(engine(context), Instant.now()).facts(Duration.ZERO);
    return BlockOutcome.Failed.of(block, left(context.plan(), block), facts, error, error);
  }

  private static String detail(Throwable failure) {
    StringBuilder text = new StringBuilder(failure.toString());
    Arrays.stream(failure.getStackTrace()).limit(5).forEach(f -> text.append("\n  at ").append(f));
    return text.toString();
  }
}
