package dev.linesweep.spark;

import dev.linesweep.plan.Block;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.Progress;
import dev.linesweep.result.ProgressListener;
import dev.linesweep.spark.job.JobLabels;
import dev.linesweep.spark.job.Shared;
import dev.linesweep.spark.job.Tasks;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.text.Counted;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.CollectionAccumulator;

/**
 * Distributes blocks over the executors and reports their progress.
 *
 * @param folder whose removal ends the training
 * @param deadline the {@link System#nanoTime} at which no more is trained; {@link Long#MAX_VALUE}
 *     for none
 * @param enough whether no more blocks are needed after those that have ended
 */
public record FanOut(
    JavaSparkContext spark,
    Shared<SweepContext> context,
    OutputFolder folder,
    ProgressListener listener,
    long deadline,
    Predicate<List<BlockOutcome>> enough) {
  /** How often Spark tries a task by default. */
  private static final int ATTEMPTS = 4;

  private static final Duration BETWEEN_UPDATES = Duration.ofMillis(200);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final Duration MOST_TO_AWAIT = Duration.ofSeconds(5);

  /**
   * The result of the training.
   *
   * @param outcomes one per block, unless the time was up or no more blocks were needed
   * @param lostExecutors the executors that were lost with a task in them
   * @param inTime whether all was trained before the deadline
   */
  public record Result(List<BlockOutcome> outcomes, int lostExecutors, boolean inTime) {}

  /**
   * Trains the blocks of all tasks; returns when each has an outcome, the time is up, or no more
   * are needed.
   *
   * @param standing how far their trajectories are
   * @param before the progress of the sweep so far
   * @throws SweepFailure if the output folder is removed meanwhile
   */
  public Result run(List<List<Block>> tasks, Standing standing, Progress before)
      throws InterruptedException {
    if (tasks.isEmpty()) {
      return new Result(List.of(), 0, true);
    }
    Shared<Standing> sent = Shared.of(spark, standing);
    try {
      return new Training(sent, before).run(tasks);
    } finally {
      sent.destroy();
    }
  }

  /** One training, with the reports of Spark's threads about it. */
  private final class Training {
    private final OutcomeAccumulator outcomes = new OutcomeAccumulator();
    private final BlocksInTraining told = new BlocksInTraining();
    private final LostExecutors lost = new LostExecutors();
    private final NotesAccumulator notes = new NotesAccumulator();
    private final Set<String> noted = new HashSet<>();
    private final BlockWork work;
    private final PutOffRule rule =
        new PutOffRule(spark.getConf().getInt("spark.task.maxFailures", ATTEMPTS));
    private final BlocksInTraining.Heard heard;
    private Progress progress;
    private int counted;
    private int lostSoFar;
    private boolean inTime = true;
    private boolean over;
    private long looked = System.nanoTime();

    Training(Shared<Standing> sent, Progress before) {
      this.progress = before;
      work = new BlockRunner(context, sent, told, notes);
      spark.sc().register(outcomes, "trained blocks");
      spark.sc().register(told, "blocks in training");
      spark.sc().register(notes, "notes of executors");
      heard = new BlocksInTraining.Heard(told.id());
    }

    Result run(List<List<Block>> tasks) throws InterruptedException {
      spark.sc().addSparkListener(lost);
      spark.sc().addSparkListener(heard);
      try {
        trainSuspects(train(tasks));
      } finally {
        spark.sc().removeSparkListener(heard);
        spark.sc().removeSparkListener(lost);
      }
      tellNotes();
      count(outcomes.value());
      listener.progressed(progress);
      return new Result(outcomes.value(), lost.count(), inTime);
    }

    /**
     * Returns the blocks that are put off because an executor was lost that may have been training
     * them.
     */
    private List<Block> train(List<List<Block>> tasks) throws InterruptedException {
      CollectionAccumulator<Block> putOff = spark.sc().collectionAccumulator("blocks put off");
      await(
          job(
              what(tasks),
              () ->
                  Tasks.of(spark, tasks)
                      .forEachAsync(new TrainTask(work, outcomes, putOff, rule))));
      return over ? List.of() : putOff.value().stream().distinct().toList();
    }

    /**
     * Trains each suspect block in its own task. If an executor is lost again, its tasks run one
     * after another, so that none dies because of its neighbour.
     */
    private void trainSuspects(List<Block> blocks) throws InterruptedException {
      if (blocks.isEmpty()) {
        return;
      }
      listener.note(
          blocks.size() == 1
              ? "one block of trials was in training when an executor was lost: it is now trained"
                  + " in its own task"
              : "%d blocks of trials were in training when an executor was lost: each is now trained in its own task"
                  .formatted(blocks.size()));
      List<Block> suspects =
          blocks.size() == 1 ? blocks : train(blocks.stream().map(List::of).toList());
      for (Block block : suspects) {
        if (!over) {
          await(
              job(
                  "train a block that may have ended an executor in its own task",
                  () ->
                      Tasks.of(spark, List.of(block))
                          .forEachAsync(new LoneTask(work, outcomes, rule))));
        }
      }
    }

    private JavaFutureAction<Void> job(
        String what, JobLabels.Work<JavaFutureAction<Void>, RuntimeException> start) {
      return context.value().job(spark, what, start);
    }

    private static String what(List<List<Block>> tasks) {
      List<Block> blocks = tasks.stream().flatMap(List::stream).toList();
      return "train %s in %s"
          .formatted(
              Counted.of(blocks.stream().mapToLong(Block::size).sum(), "trajectory"),
              Counted.of(blocks.size(), "block"));
    }

    /** Returns when the job has ended or the deadline has passed. */
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
          inTime = !late();
          over = !inTime || enough.test(outcomes.value());
          if (over) {
            job.cancel(true);
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

    /** Checks at intervals: in an object store each check is a request. */
    private boolean isFolderRemoved() {
      if (System.nanoTime() - looked < BETWEEN_LOOKS.toNanos()) {
        return false;
      }
      looked = System.nanoTime();
      try {
        return folder.isRemoved();
      } catch (IOException e) {
        return false; // Unknown: the next use of the folder reports what is wrong with it.
      }
    }

    private boolean late() {
      return deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0;
    }

    /**
     * Cancels the job. A task ends between two epochs of its block; what it journals until then
     * counts.
     */
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
                ? "an executor was lost; its blocks in training are trained again"
                : "%d executors were lost; their blocks in training are trained again"
                    .formatted(now - lostSoFar));
        lostSoFar = now;
      }
      tellNotes();
      count(outcomes.value());
      listener.progressed(progress.withMore(heard.cost()));
    }

    /**
     * Counts only the new outcomes: there may be a hundred thousand, and this runs five times a
     * second.
     */
    private void count(List<BlockOutcome> all) {
      List<BlockOutcome> ended = all.subList(counted, all.size());
      progress = progress.with(ended, context.value().metric());
      heard.ended(ended);
      counted = all.size();
    }

    private void tellNotes() {
      notes.value().stream().filter(noted::add).forEach(listener::note);
    }
  }
}
