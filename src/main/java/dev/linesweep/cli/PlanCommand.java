package dev.linesweep.cli;

import dev.linesweep.report.ExitCode;
import dev.linesweep.report.PlannedSweep;
import dev.linesweep.report.console.PlanText;
import dev.linesweep.run.PlanRun;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spec.SweepSpec;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code plan}: what a sweep would do and cost. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Shows what a run would do, without training: the first rows as training sees them, the"
            + " grid and its size, the recommended memory, and the expected time.")
final class PlanCommand implements Callable<Integer> {
  @Mixin private JobOptions job = new JobOptions();
  @Mixin private RunOptions options = new RunOptions();
  @Mixin private SparkOptions sparkOptions = new SparkOptions();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  PlanCommand() {}

  @Override
  public Integer call() throws Exception {
    SweepSpec sweep = job.read(sparkOptions);
    PrintWriter results = spec.commandLine().getOut();
    ProgressPrinter progress = options.printer(spec.commandLine(), sweep);
    try (SparkHandle spark =
        SparkOptions.start(
            sparkOptions.conf("linesweep plan " + sweep.name()),
            options.talk(),
            true,
            progress::note)) {
      PlannedSweep planned = PlanRun.run(sweep, spark, progress);
      results.println(PlanText.of(planned, Terminal.resultColumns()));
      results.flush();
      return ExitCode.OK.number();
    }
  }
}
