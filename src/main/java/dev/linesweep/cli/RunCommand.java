package dev.linesweep.cli;

import dev.linesweep.report.CheckNote;
import dev.linesweep.report.ExitCode;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.console.ClosingText;
import dev.linesweep.run.CommandStamp;
import dev.linesweep.run.KnownResult;
import dev.linesweep.run.SweepOutcome;
import dev.linesweep.run.SweepRequest;
import dev.linesweep.run.SweepRun;
import dev.linesweep.run.SweepTracking;
import dev.linesweep.spark.HadoopSettings;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spec.SweepSpec;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code run}: runs or resumes a sweep and prints the ranked table. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs or resumes a sweep and prints the ranked table.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:at least one trial completed, none is left (with --strict: none failed, and the winner was"
          + " checked)",
      "1:the sweep failed",
      "2:usage, job file or data",
      "3:stopped by a budget; run the same command again to continue",
      "130:interrupted; run the same command again to continue"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private JobOptions job = new JobOptions();
  @Mixin private RunOptions options = new RunOptions();
  @Mixin private SparkOptions sparkOptions = new SparkOptions();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  RunCommand() {}

  @Override
  public Integer call() throws Exception {
    SweepSpec sweep = job.read(sparkOptions);
    PrintWriter results = spec.commandLine().getOut();
    ProgressPrinter progress = options.printer(spec.commandLine(), sweep);
    SparkConf conf = sparkOptions.conf("linesweep " + sweep.name());
    SweepRequest request =
        options
            .apply(SweepRequest.of(sweep))
            .withCommand(
                new SweepRequest.Command(commandLine(), CommandStamp.of(sweep, conf).orElse("")));
    if (SparkHandle.isLocal(conf)) {
      Optional<KnownResult> known = KnownResult.of(request, HadoopSettings.of(conf));
      if (known.isPresent()) {
        tell(known.get(), progress, results);
        new SweepTracking(request, known.get().folder(), HadoopSettings.of(conf), progress::note)
            .send(Holders.of("linesweep run"));
        return ExitCode.OK.number();
      }
    }
    try (Interruption interruption = Interruption.watch(spec.commandLine().getErr());
        SparkHandle spark =
            SparkOptions.start(
                conf, options.talk(), sweep.engine().kind().needsNd4j(), progress::note)) {
      interruption.stopInGoodOrder(spark::hush);
      SweepOutcome outcome = run(request, spark, progress);
      last(results, outcome.report(), outcome.check());
      return outcome.exitCode(options.strict()).number();
    }
  }

  private static void tell(KnownResult known, ProgressPrinter progress, PrintWriter results) {
    known.notes().forEach(progress::note);
    progress.ranked(known.ranked());
    last(results, known.ranked().report(), known.check());
  }

  private static void last(PrintWriter results, SweepReport report, CheckNote check) {
    ClosingText.lastWords(report, check, Terminal.resultColumns())
        .ifPresent(words -> results.println("\n" + words));
  }

  private static SweepOutcome run(SweepRequest request, SparkHandle spark, ProgressPrinter progress)
      throws InterruptedException {
    try {
      return SweepRun.run(request, spark, progress);
    } finally {
      progress.leaveLine();
    }
  }

  private List<String> commandLine() {
    return spec.commandLine().getParseResult().originalArgs();
  }
}
