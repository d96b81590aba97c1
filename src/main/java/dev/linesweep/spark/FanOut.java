package dev.linesweep.spark;

import dev.linesweep.plan.Block;
import dev.linesweep.plan.TaskPacking;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.Progress;
import dev.linesweep.result.SweepListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Fans blocks out over the executors and tells how far they are. */
final class FanOut {
  private static final Duration BETWEEN_UPDATES = Duration.ofMillis(200);

  private final JavaSparkContext spark;
  private final SweepListener listener;
  private final Function<List<BlockOutcome>, Progress> progress;

  FanOut(
      JavaSparkContext spark,
      SweepListener listener,
      Function<List<BlockOutcome>, Progress> progress) {
    this.spark = spark;
    this.listener = listener;
    this.progress = progress;
  }

  /** Trains all blocks; returns when each has an outcome. */
  List<BlockOutcome> run(List<Block> blocks, Broadcast<SweepContext> context)
      throws InterruptedException {
    if (blocks.isEmpty()) {
      return List.of();
    }
    OutcomeAccumulator outcomes = new OutcomeAccumulator();
    spark.sc().register(outcomes, "trained blocks");
    List<List<Block>> tasks = TaskPacking.pack(blocks, spark.defaultParallelism());
    JavaFutureAction<Void> job =
        spark.parallelize(tasks, tasks.size()).foreachAsync(new TrainTask(context, outcomes));
    await(job, outcomes);
    listener.finished(progress.apply(outcomes.value()));
    return outcomes.value();
  }

  private void await(JavaFutureAction<Void> job, OutcomeAccumulator outcomes)
      throws InterruptedException {
    while (true) {
      try {
        job.get(BETWEEN_UPDATES.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        listener.progressed(progress.apply(outcomes.value()));
      } catch (InterruptedException | CancellationException e) {
        job.cancel(true);
        throw e;
      } catch (ExecutionException e) {
        throw SweepFailure.of(e);
      }
    }
  }
}
