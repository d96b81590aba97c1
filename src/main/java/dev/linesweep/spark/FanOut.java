package dev.linesweep.spark;

import dev.linesweep.plan.Block;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.Progress;
import dev.linesweep.result.SweepListener;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.CollectionAccumulator;

/** Fans blocks out over the executors and tells how far they are. */
public final class FanOut {
  /** How often Spark tries a task, where nobody says otherwise. */
  private static final int ATTEMPTS = 4;

  private static final Duration BETWEEN_UPDATES = Duration.ofMillis(200);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final Duration MOST_TO_AWAIT = Duration.ofSeconds(5);

  private final JavaSparkContext spark;
  private final Broadcast<SweepContext> context;
  private final OutputFolder folder;
  private final SweepListener listener;
  private final Function<List<BlockOutcome>, Progress> progress;
  private final long deadline;
  private final OutcomeAccumulator outcomes = new OutcomeAccumulator();
  private final LostExecutors lost = new LostExecutors();
  private final BlocksInTraining told = new BlocksInTraining();
  private final int attempts;
  private Optional<BlocksInTraining.Heard> heard = Optional.empty();
  private int lostSoFar;
  private boolean inTime = true;
  private long looked = System.nanoTime();

  /**
   * @param folder whose removal ends the training
   * @param deadline the {@link System#nanoTime} at which no more is trained; {@link Long#MAX_VALUE}
   *     for none
   */
  public FanOut(
      JavaSparkContext spark,
      Broadcast<SweepContext> context,
      OutputFolder folder,
      SweepListener listener,
      Function<List<BlockOutcome>, Progress> progress,
      long deadline) {
    this.spark = spark;
    this.context = context;
    this.folder = folder;
    this.listener = listener;
    this.progress = progress;
    this.deadline = deadline;
    this.attempts = spark.getConf().getInt("spark.task.maxFailures", ATTEMPTS);
  }

  /**
   * Trains the blocks of all tasks; returns when each has an outcome, or the time is up.
   *
   * @throws SweepFailure where the output folder is removed meanwhile
   */
  public List<BlockOutcome> run(List<List<Block>> tasks) throws InterruptedException {
    if (tasks.isEmpty()) {
      listener.finished(progress.apply(List.of()));
      return List.of();
    }
    spark.sc().register(outcomes, "trained blocks");
    spark.sc().register(told, "blocks in training");
    BlocksInTraining.Heard inTraining = new BlocksInTraining.Heard(told);
    heard = Optional.of(inTraining);
    spark.sc().addSparkListener(lost);
    spark.sc().addSparkListener(inTraining);
    try {
      trainSuspects(train(tasks));
    } finally {
      spark.sc().removeSparkListener(inTraining);
      spark.sc().removeSparkListener(lost);
    }
    listener.finished(progress.apply(outcomes.value()));
    return outcomes.value();
  }

  /** The executors that were lost with a task in them. */
  public int lostExecutors() {
    return lost.count();
  }

  /** Gives the blocks that are put off: an executor was lost that may have been training them. */
  private List<Block> train(List<List<Block>> tasks) throws InterruptedException {
    CollectionAccumulator<Block> putOff = spark.sc().collectionAccumulator("blocks put off");
    await(
        spark
            .parallelize(tasks, tasks.size())
            .foreachAsync(new TrainTask(context, outcomes, told, putOff, attempts)));
    return inTime ? putOff.value().stream().distinct().toList() : List.of();
  }

  /**
   * Each is a task of its own now. Where that loses an executor again, its tasks are run one after
   * the other, so that none dies of its neighbour.
   */
  private void trainSuspects(List<Block> blocks) throws InterruptedException {
    if (blocks.isEmpty()) {
      return;
    }
    listener.note(
        blocks.size() == 1
            ? "one block of trials was in training when an executor was lost: it is trained alone"
                + " now"
            : "%d blocks of trials were in training when an executor was lost: each is trained alone now"
                .formatted(blocks.size()));
    List<Block> suspects =
        blocks.size() == 1 ? blocks : train(blocks.stream().map(List::of).toList());
    for (Block block : suspects) {
      if (inTime) {
        await(
            spark
                .parallelize(List.of(block), 1)
                .foreachAsync(new LoneTask(context, outcomes, told, attempts)));
      }
    }
  }

  /** Whether all was trained before the deadline. */
  public boolean inTime() {
    return inTime;
  }

  /** Returns when the job has ended, or the deadline is past. */
  private void await(JavaFutureAction<Void> job) throws InterruptedException {
    while (true) {
      try {
        job.get(BETWEEN_UPDATES.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        tell();
        if (isFolderRemoved()) {
          job.cancel(true);
          awaitIdle();
          throw new SweepFailure(folder.removed(), null);
        }
        if (late()) {
          job.cancel(true);
          inTime = false;
          awaitIdle();
          return;
        }
      } catch (InterruptedException | CancellationException e) {
        job.cancel(true);
        throw e;
      } catch (ExecutionException e) {
        throw SweepFailure.of(e);
      }
    }
  }

  /** Looks now and then: in an object store each look is a request. */
  private boolean isFolderRemoved() {
    if (System.nanoTime() - looked < BETWEEN_LOOKS.toNanos()) {
      return false;
    }
    looked = System.nanoTime();
    try {
      return folder.isRemoved();
    } catch (IOException e) {
      return false; // Not known: what needs the folder next says what is wrong with it.
    }
  }

  private boolean late() {
    return deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0;
  }

  /** A task ends between two epochs of its block; what it journals until then counts. */
  private void awaitIdle() throws InterruptedException {
    long patience = System.nanoTime() + MOST_TO_AWAIT.toNanos();
    while (running() > 0 && System.nanoTime() < patience) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private int running() {
    return Arrays.stream(spark.sc().statusTracker().getExecutorInfos())
        .mapToInt(SparkExecutorInfo::numRunningTasks)
        .sum();
  }

  private void tell() {
    int now = lost.count();
    if (now > lostSoFar) {
      listener.note(
          now - lostSoFar == 1
              ? "an executor was lost; what it was training is trained again"
              : "%d executors were lost; what they were training is trained again"
                  .formatted(now - lostSoFar));
      lostSoFar = now;
    }
    List<BlockOutcome> ended = outcomes.value();
    double more = heard.map(each -> each.cost(ended)).orElse(0.0);
    listener.progressed(progress.apply(ended).withMore(more));
  }
}
