package dev.linesweep.run;

import dev.linesweep.plan.Block;
import dev.linesweep.plan.Rung;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.report.SweepListener;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.Progress;
import dev.linesweep.result.StopWatch;
import dev.linesweep.result.Survivors;
import dev.linesweep.result.SweepSize;
import dev.linesweep.spark.EarlierRuns;
import dev.linesweep.spark.FanOut;
import dev.linesweep.spark.GpuUse;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spark.Standing;
import dev.linesweep.spark.SweepContext;
import dev.linesweep.spark.job.Shared;
import dev.linesweep.store.Checkpoints;
import dev.linesweep.store.Journal;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.text.Counted;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;

/**
 * Trains the missing part of a sweep: all of it at once, or rung by rung if the sweep stops some of
 * its trajectories at rungs.
 */
record SweepTraining(
    Budget budget,
    OutputFolder folder,
    SparkHandle spark,
    Shared<SweepContext> context,
    GpuUse gpus,
    SweepListener listener,
    LatestProgress latest) {

  /**
   * @param journal with the blocks of earlier runs
   * @param began the {@link System#nanoTime} at which the run started
   */
  Trained train(Journal journal, long began) throws IOException, InterruptedException {
    return new Run(journal, began).train();
  }

  private final class Run {
    private final SweepPlan plan = context.value().plan();
    private final Survivors survivors = Survivors.of(plan, context.value().metric());
    private final List<BlockOutcome> outcomes = new ArrayList<>();
    private final BitSet failed = new BitSet();
    private final Duration reading;
    private final long deadline;
    private Journal journal;
    private Progress progress = Progress.before(0, 0, 0);
    private int lostExecutors;

    Run(Journal journal, long began) {
      this.journal = journal;
      this.reading = Duration.ofNanos(System.nanoTime() - began);
      this.deadline = budget.time().map(limit -> began + limit.toNanos()).orElse(Long.MAX_VALUE);
    }

    Trained train() throws IOException, InterruptedException {
      Leg leg = next();
      long before = progress.done();
      if (before == 0) {
        budget.unreached(plan, leg.work.blocks()).ifPresent(listener::note);
      }
      listener.started(size(leg.work.blocks()));
      latest.begin(progress);
      boolean inTime = train(leg);
      while (inTime && !survivors.isLast()) {
        inTime = deadline == Long.MAX_VALUE || System.nanoTime() - deadline < 0;
        if (!inTime) {
          break;
        }
        journal = Journal.open(hadoop(), folder.journal(), listener::note);
        leg = next();
        inTime = train(leg);
      }
      listener.finished(progress);
      return end(leg.work, inTime, before);
    }

    /** The blocks that are trained at once. */
    private record Leg(Work work, Standing standing) {}

    /** The missing blocks of the trajectories that continue to train. */
    private Leg next() throws IOException {
      if (journal.fileCount() > 0) {
        survivors.judge(journal, number -> failed.get((int) number));
      }
      EarlierRuns earlier = EarlierRuns.of(plan, journal, survivors);
      earlier.missing().andNot(failed);
      progress = earlier.progress().after(progress);
      if (plan.brackets().isNone()) {
        return new Leg(
            Work.of(plan, context.value().metric(), earlier, journal, budget),
            Standing.ofBeginners(plan));
      }
      Standing standing =
          Standing.of(
              hadoop(),
              folder.journal(),
              journal,
              survivors,
              earlier.missing().stream().asLongStream().toArray());
      return new Leg(Work.of(plan, earlier, standing, budget), standing);
    }

    /** Returns whether all of it was trained before the deadline. */
    private boolean train(Leg leg) throws InterruptedException {
      FanOut.Result result =
          new FanOut(spark.context(), context, folder, listener, deadline, leg.work::isEnough)
              .run(leg.work.tasks(gpus, spark.slotsToServe()), leg.standing, progress);
      outcomes.addAll(result.outcomes());
      lostExecutors += result.lostExecutors();
      progress = progress.with(result.outcomes(), context.value().metric());
      for (BlockOutcome outcome : result.outcomes()) {
        if (outcome instanceof BlockOutcome.Failed) {
          Arrays.stream(outcome.block().trajectories()).forEach(n -> failed.set((int) n));
        }
      }
      return result.inTime();
    }

    private Trained end(Work work, boolean inTime, long before) throws IOException {
      boolean stopped = work.isEnough(outcomes);
      if (stopped) {
        work.stop().ifPresent(stop -> listener.note(stopped(stop, plan, progress.done())));
      } else if (!budget.isNone() && progress.done() < plan.trials()) {
        listener.note(budget.stopped(!inTime, progress, before, reading));
      } else if (work.stop().isPresent() && progress.done() >= plan.trials()) {
        listener.note("stop: the rule did not hold before the last trial");
      }
      if ((stopped || progress.done() >= plan.trials()) && progress.failed() == 0) {
        Checkpoints.removeAll(hadoop(), folder.journal());
      }
      return new Trained(
          Journal.open(hadoop(), folder.journal(), listener::note),
          List.copyOf(outcomes),
          lostExecutors,
          survivors,
          work.stop().filter(s -> stopped));
    }

    private SweepSize size(List<Block> blocks) {
      long trajectories = blocks.stream().mapToLong(Block::size).sum();
      double cost = blocks.stream().mapToDouble(Block::cost).sum();
      long goal = progress.done() + trajectories * plan.epochs().length;
      if (!plan.brackets().isNone()) {
        double columnEpochs = (double) plan.trajectories() * plan.maxEpochs();
        goal = plan.trials();
        cost +=
            Rung.of(plan).stream()
                .filter(rung -> rung.stretch().to() > survivors.epoch())
                .mapToDouble(rung -> plan.cost() * rung.columnEpochs() / columnEpochs)
                .sum();
      }
      return new SweepSize(
          plan.trials(),
          plan.trajectories(),
          progress.done(),
          goal,
          blocks.size(),
          cost,
          spark.slots());
    }
  }

  /**
   * @param trained trained trials, with those that were in training when the rule held
   */
  private static String stopped(StopWatch stop, SweepPlan plan, long trained) {
    long counted = (long) stop.within().cardinality() * plan.epochs().length;
    long more = trained - counted;
    return String.format(
        Locale.ROOT,
        "%s after %,d of %s; the others are not trained%s",
        stop.reason(),
        counted,
        Counted.of(plan.trials(), "trial"),
        more > 0
            ? String.format(
                Locale.ROOT, " (%,d more were in training and stay in the journal)", more)
            : "");
  }

  private Configuration hadoop() {
    return spark.context().hadoopConfiguration();
  }
}
