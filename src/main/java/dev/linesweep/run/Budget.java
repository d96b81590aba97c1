package dev.linesweep.run;

import dev.linesweep.plan.Block;
import dev.linesweep.plan.OptimizerParameters;
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
 * The limits at which a run stops before the grid is done; the next run continues from there.
 *
 * @param time from the start of the run; a run does not wait for blocks that are in training then
 * @param trials the most that this run trains
 * @param timeName the name of the first limit in messages: the option or the job's key
 * @param trialsName the name of the other limit
 */
public record Budget(
    Optional<Duration> time, OptionalLong trials, String timeName, String trialsName) {
  public static final Budget NONE = new Budget(Optional.empty(), OptionalLong.empty(), "", "");

  /** The budget in a job. */
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

  /** The budget of {@code --time-budget}. */
  public Budget withTime(Duration limit) {
    return new Budget(Optional.of(limit), trials, "--time-budget", trialsName);
  }

  /** The budget of {@code --max-trials}. */
  public Budget withTrials(long limit) {
    return new Budget(time, OptionalLong.of(limit), timeName, "--max-trials");
  }

  /**
   * Says which limit stopped a run, and how far the run is.
   *
   * @param before trials that were done when the run started
   * @param reading the time that passed before the training
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

  /** Says that reading the data used up the budget, if it took more than half of it. */
  private String eaten(Duration reading) {
    Duration limit = time.orElseThrow();
    if (reading.multipliedBy(2).compareTo(limit) <= 0) {
      return "";
    }
    String took =
        String.format(Locale.ROOT, "reading the data took %.1f s", reading.toMillis() / 1e3);
    return reading.compareTo(limit) >= 0
        ? took + ", so no time was left for training: set a longer budget; "
        : took + " of it, which every run needs; ";
  }

  /**
   * Says that whole blocks leave optimizers out, if the limit on trials is the reason.
   *
   * @param blocks that this run trains
   */
  Optional<String> unreached(SweepPlan plan, List<Block> blocks) {
    long all = plan.optimizers().stream().map(OptimizerParameters::optimizer).distinct().count();
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
        "with %s %d this run trains blocks of only %d of %s, because the %s engine trains whole blocks%s"
            .formatted(
                trialsName,
                trials.getAsLong(),
                reached,
                Counted.of(all, "optimizer"),
                engine.key(),
                other(plan, "; %s spreads the trials over all of them")));
  }

  /** The engine that trains any number of trials, if it can train this job. */
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
   * @throws JobException if not even one block fits
   */
  void requireRoomIn(SweepPlan plan) {
    if (trials.isPresent() && !plan.brackets().isNone()) {
      throw new JobException(
          trialsName
              + ": cannot be used with early_terminate, which compares all trainings. Remove it, or"
              + " limit the run with --time-budget.");
    }
    if (trials.isPresent() && trials.getAsLong() < plan.leastTrials()) {
      throw new JobException(
          "%s: must be at least %d but was %d, because %s.%s"
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
