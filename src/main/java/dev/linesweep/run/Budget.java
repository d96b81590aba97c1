package dev.linesweep.run;

import dev.linesweep.plan.Block;
import dev.linesweep.plan.OptimizerSettings;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.Progress;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.Limits;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Where a run stops before the grid is done; the next run goes on from there.
 *
 * @param time from the start of the run; what is being trained then is not waited for
 * @param trials the most that this run trains
 * @param timeName what messages call the first limit: the option or the job's key
 * @param trialsName what they call the other
 */
public record Budget(
    Optional<Duration> time, OptionalLong trials, String timeName, String trialsName) {
  public static final Budget NONE = new Budget(Optional.empty(), OptionalLong.empty(), "", "");

  /** The budget that a job has. */
  public static Budget of(Limits limits) {
    return new Budget(
        Optional.of(limits.timeBudget()).filter(time -> !time.isZero()),
        limits.maxTrials() > 0 ? OptionalLong.of(limits.maxTrials()) : OptionalLong.empty(),
        "time_budget",
        "max_trials");
  }

  public boolean isNone() {
    return time.isEmpty() && trials.isEmpty();
  }

  /** As {@code --time-budget} has it. */
  public Budget withTime(Duration limit) {
    return new Budget(Optional.of(limit), trials, "--time-budget", trialsName);
  }

  /** As {@code --max-trials} has it. */
  public Budget withTrials(long limit) {
    return new Budget(time, OptionalLong.of(limit), timeName, "--max-trials");
  }

  /**
   * Says which limit stopped a run, and how far it is.
   *
   * @param before trials that were done when it began
   * @param reading what passed of the time before the training
   */
  String stopped(boolean byTime, Progress progress, long before, Duration reading) {
    boolean nothing = progress.done() == before;
    return String.format(
        Locale.ROOT,
        "stopped by %s: %,d of %s done; %s%s",
        byTime
            ? timeName + " " + Durations.text(time.orElseThrow())
            : trialsName + " " + trials.orElseThrow(),
        progress.done(),
        Counted.of(progress.total(), "trial"),
        byTime ? eaten(reading) : "",
        nothing
            ? "no block was finished in this run; run the same command again to continue"
            : byTime
                ? "unfinished blocks are kept up to their last checkpoint; run the same command"
                    + " again to continue"
                : "run the same command again to continue");
  }

  /** Says that the budget went into reading the data, if it did: all of it, or more than half. */
  private String eaten(Duration reading) {
    Duration limit = time.orElseThrow();
    if (reading.multipliedBy(2).compareTo(limit) <= 0) {
      return "";
    }
    String took =
        String.format(Locale.ROOT, "reading the data took %.1f s", reading.toMillis() / 1e3);
    return reading.compareTo(limit) >= 0
        ? took + ", so no time was left to train, and a longer budget is needed; "
        : took + " of it, which every run needs; ";
  }

  /**
   * Says that whole blocks leave optimizers out, if the number of trials is what leaves them.
   *
   * @param blocks that this run trains
   */
  Optional<String> unreached(SweepPlan plan, List<Block> blocks) {
    long all = plan.optimizers().stream().map(OptimizerSettings::optimizer).distinct().count();
    long reached =
        blocks.stream()
            .map(block -> plan.trajectory(block.ranges()[0]).optimizer())
            .distinct()
            .count();
    EngineKind engine = plan.spec().engine().kind();
    if (trials.isEmpty() || engine.repeatsBits() || reached == all) {
      return Optional.empty();
    }
    return Optional.of(
        "%s %d has room for blocks of %d of %s, since the %s engine trains whole blocks%s"
            .formatted(
                trialsName,
                trials.getAsLong(),
                reached,
                Counted.of(all, "optimizer"),
                engine.key(),
                other(plan, "; %s spreads over all")));
  }

  /** The engine that trains any number of trials, where it can train this job. */
  private static String other(SweepPlan plan, String words) {
    if (plan.spec().engine().kind().repeatsBits()) {
      return "";
    }
    return Stream.of(EngineKind.values())
        .filter(EngineKind::repeatsBits)
        .filter(engine -> engine.trains(plan.spec().training().loss()))
        .findFirst()
        .map(engine -> words.formatted("--engine " + engine.key()))
        .orElse("");
  }

  /**
   * @throws JobException where not even one block fits
   */
  void requireRoomIn(SweepPlan plan) {
    if (trials.isPresent() && !plan.brackets().isNone()) {
      throw new JobException(
          trialsName
              + ": does not go with early_terminate, which compares all trainings. Leave it out;"
              + " --time-budget bounds a run.");
    }
    if (trials.isPresent() && trials.getAsLong() < plan.leastTrials()) {
      throw new JobException(
          "%s: must be at least %d but was %d, since %s.%s"
              .formatted(
                  trialsName,
                  plan.leastTrials(),
                  trials.getAsLong(),
                  together(plan),
                  other(plan, " Or add %s, which trains as few as " + plan.epochs().length + ".")));
    }
  }

  private static String together(SweepPlan plan) {
    return plan.spec().engine().kind().repeatsBits()
        ? "trials that differ only in epochs are trained together"
        : "the %s engine trains whole blocks, here of up to %d trials"
            .formatted(plan.spec().engine().kind().key(), plan.leastTrials());
  }
}
