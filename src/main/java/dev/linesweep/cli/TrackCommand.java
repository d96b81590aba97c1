package dev.linesweep.cli;

import dev.linesweep.report.ExitCode;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.TrackingSpec;
import dev.linesweep.store.FolderHold;
import dev.linesweep.store.FolderLock;
import dev.linesweep.store.FolderLock.Holder;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.store.SweepFolders;
import dev.linesweep.track.Tracker;
import dev.linesweep.track.TrackingException;
import dev.linesweep.track.TrackingFile;
import dev.linesweep.track.TrackingRun;
import dev.linesweep.track.TrackingTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code track}: sends a finished sweep to a tracking server, from the output folder only. */
@Command(
    name = "track",
    mixinStandardHelpOptions = true,
    description =
        "Sends a finished sweep to an MLflow server, from its output folder only. What the server"
            + " already has is completed.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the server has the sweep",
      "1:the server did not take it",
      "2:usage, a folder without a finished sweep, or one that is in use"
    },
    footer = {
      "",
      "MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, in the",
      "environment are the credentials."
    })
final class TrackCommand implements Callable<Integer> {
  @Mixin private SavedSweep sweep = new SavedSweep();

  @Option(
      names = "--mlflow",
      paramLabel = "URI",
      description =
          "the server, such as http://localhost:5000; default the one of the sweep's run, else of"
              + " its job, else MLFLOW_TRACKING_URI")
  private @Nullable String mlflow;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "the experiment in which the sweep is a run; default that of the sweep's run")
  private @Nullable String experiment;

  @Option(
      names = "--top",
      paramLabel = "N",
      description =
          "how many of the best settings get a run of their own; at most 100;"
              + " default that of the sweep's run, else of its job (20)")
  private @Nullable Integer top;

  @Mixin private SparkOptions sparkOptions = new SparkOptions();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  TrackCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Configuration hadoop = sparkOptions.hadoop();
    if (mlflow != null) {
      TrackingTarget.requireServer("--mlflow", mlflow);
    }
    OutputFolder folder = SweepFolders.named(hadoop, sweep.out());
    folder.requireEnded();
    TrackingTarget target = target(folder);
    PrintWriter err = spec.commandLine().getErr();
    Holder holder = Holders.of("linesweep track");
    try (FolderLock lock = FolderHold.take(hadoop, folder, holder, watcher(err))) {
      Tracker.Sent sent =
          new TrackingRun(hadoop, folder, System.getenv())
              .send(target, TrackingRun.AT_LEISURE, lock);
      sent.notes().forEach(err::println);
      spec.commandLine().getOut().println(sent.page());
      return ExitCode.OK.number();
    } catch (TrackingException e) {
      Main.error(Screen.of(err), e.getMessage() + ".");
      return ExitCode.FAILED.number();
    }
  }

  /** That it is lost is found before anything is written. */
  private static FolderLock.Watcher watcher(PrintWriter err) {
    return new FolderLock.Watcher() {
      @Override
      public void lost() {}

      @Override
      public void waiting(String why, Duration most) {
        err.println("%s: waiting %d s".formatted(why, most.toSeconds()));
      }
    };
  }

  /** What was typed, else what the run of the sweep was told, else the job and the environment. */
  private TrackingTarget target(OutputFolder folder) throws IOException {
    Optional<TrackingFile> earlier = TrackingFile.read(folder);
    TrackingSpec job = folder.spec().tracking();
    String told = earlier.map(TrackingFile::mlflow).orElse("");
    // The job or the environment may name the same server with who calls, which no file does.
    boolean same =
        TrackingTarget.of("", job, System.getenv())
            .filter(usual -> usual.address().equals(told))
            .isPresent();
    String server = mlflow != null ? mlflow : same ? "" : told;
    TrackingTarget target =
        TrackingTarget.of(server, job, System.getenv())
            .orElseThrow(
                () ->
                    new JobException(
                        job.isOff()
                            ? "the job says tracking: {mlflow: none}. Write --mlflow"
                                + " http://localhost:5000 to send it all the same."
                            : "no server is named. Write --mlflow http://localhost:5000, or set"
                                + " MLFLOW_TRACKING_URI."));
    TrackingTarget known =
        earlier
            .map(file -> target.inExperiment(file.experiment()).withTop(file.top()))
            .orElse(target);
    TrackingTarget named = experiment == null ? known : known.inExperiment(experiment);
    if (top == null) {
      return named;
    }
    TrackingSpec.requireTop(top, "--top");
    return named.withTop(top);
  }
}
