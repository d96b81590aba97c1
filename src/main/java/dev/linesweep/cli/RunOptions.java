package dev.linesweep.cli;

import dev.linesweep.run.Budget;
import dev.linesweep.run.SweepRequest;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.track.TrackingTarget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How a sweep is run; {@code plan} takes the same, so that one word turns a plan into a run. */
final class RunOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "the output folder; default runs/<name>-<identity>, or runs/<name>-<identity>-<grid> if"
              + " that folder holds another grid")
  private @Nullable String out;

  @Option(
      names = "--fresh",
      description = "starts over: removes the results of any sweep in DIR first")
  private boolean fresh;

  @Option(
      names = "--overwrite",
      description =
          "replaces the tables of another grid in DIR; what was trained stays in its journal")
  private boolean overwrite;

  @Option(
      names = "--max-trials",
      paramLabel = "N",
      description =
          "trains at most N trials, spread over the grid, and stops with the best so far (exit code"
              + " 3); run the same command again to continue")
  private @Nullable Long maxTrials;

  @Option(
      names = "--time-budget",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "stops after a duration such as 90s, 10m or 1h30m with the best so far (exit code 3)")
  private @Nullable Duration timeBudget;

  @Option(
      names = "--plots",
      paramLabel = "DIR",
      description = "also writes the main charts of the report to DIR, as SVG")
  private @Nullable String plots;

  @Option(
      names = "--mlflow",
      paramLabel = "URI",
      description =
          "sends the results to this MLflow server, such as http://localhost:5000; none for no"
              + " server; default tracking.mlflow of the job, else MLFLOW_TRACKING_URI")
  private @Nullable String mlflow;

  @Option(
      names = "--strict",
      description = "returns exit code 1 if a trial failed or the winner could not be checked")
  private boolean strict;

  @ArgGroup private @Nullable Volume volume;

  private static final class Volume {
    @Option(names = "--quiet", description = "prints only the results")
    private boolean quiet;

    @Option(
        names = "--verbose",
        description = "also prints what each phase does and how long it takes")
    private boolean verbose;
  }

  /** The request with what was asked for here. */
  SweepRequest apply(SweepRequest request) {
    if (mlflow != null) {
      TrackingTarget.requireOption("--mlflow", mlflow);
    }
    return request
        .withOut(out == null ? "" : out)
        .withFresh(fresh)
        .withOverwrite(overwrite)
        .withStrict(strict)
        .withPlots(plots == null ? "" : plots)
        .withMlflow(mlflow == null ? "" : mlflow)
        .withBudget(budget(request.budget()));
  }

  /** The job's budget; what was typed overrides it. */
  private Budget budget(Budget ofJob) {
    Budget budget = ofJob;
    if (maxTrials != null && maxTrials < 1) {
      throw new JobException("--max-trials must be >= 1 but was " + maxTrials);
    }
    if (maxTrials != null) {
      budget = budget.withTrials(maxTrials);
    }
    return timeBudget == null ? budget : budget.withTime(timeBudget);
  }

  boolean strict() {
    return strict;
  }

  /** Prints the progress of the sweep, as much of it as was asked for. */
  ProgressPrinter printer(CommandLine command, SweepSpec sweep) {
    return new ProgressPrinter(talk(), command.getErr(), command.getOut(), sweep.metric().key());
  }

  Talk talk() {
    if (volume == null) {
      return Talk.USUAL;
    }
    return volume.quiet ? Talk.QUIET : Talk.VERBOSE;
  }
}
