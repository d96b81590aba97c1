package dev.linesweep.spark;

import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.RunFacts;
import dev.linesweep.result.Snapshots;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.spark.job.Shared;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/**
 * Runs on an executor: trains trajectories of one batch size and one fold without journalling them.
 *
 * @param epochs to record, increasing; the training ends at the last one
 */
record TrainAgain(Shared<SweepContext> context, int[] epochs)
    implements Function<List<Trajectory>, TrainedBlock> {

  @Override
  public TrainedBlock call(List<Trajectory> columns) {
    SweepContext sweep = context.value();
    SweepPlan plan = sweep.plan();
    Engine engine = Engines.ofThisTask(sweep);
    Instant start = Instant.now();
    long began = System.nanoTime();
    Snapshots snapshots =
        engine.train(
            new BlockTraining(plan.spec().training(), columns, epochs),
            sweep.samples().of(columns.get(0).fold()));
    RunFacts facts =
        new RunFacts(
            engine.name(),
            engine.device(),
            SparkEnv.get().blockManager().blockManagerId().host(),
            TaskContext.get().attemptNumber(),
            start,
            Duration.ofNanos(System.nanoTime() - began));
    long[] ids = columns.stream().mapToLong(column -> column.id().bits()).toArray();
    return new TrainedBlock(ids, snapshots, facts);
  }
}
