package dev.linesweep.cli;

import dev.linesweep.report.ExitCode;
import dev.linesweep.run.ReplayRun;
import dev.linesweep.run.Replayed;
import dev.linesweep.spark.SparkHandle;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code replay}: one trial compared with plain DL4J. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Fits one trial of a sweep with plain DL4J and says how far it is from the journalled"
            + " result.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      " 0:the trial equals plain DL4J up to rounding",
      " 1:it does not, or there is nothing to judge",
      " 2:usage, or data that has changed"
    })
final class ReplayCommand implements Callable<Integer> {
  @Mixin private SavedSweep sweep = new SavedSweep();

  @Option(
      names = "--trial",
      required = true,
      paramLabel = "ID",
      description = "a trial id, at least the first four digits of one, a rank, or best")
  @SuppressWarnings("NullAway.Init") // required: picocli sets it
  private String trial;

  @Mixin private SparkOptions sparkOptions = new SparkOptions();

  @Option(names = "--quiet", description = "prints only the comparison")
  private boolean quiet;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  ReplayCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter results = spec.commandLine().getOut();
    try (SparkHandle spark =
        SparkOptions.start(
            sparkOptions.conf("linesweep replay"),
            Talk.USUAL,
            true,
            quiet ? line -> {} : err::println)) {
      Replayed replayed =
          ReplayRun.run(new ReplayRun.Request(sweep.out(), trial), spark, err::println);
      results.print(replayed.text(Terminal.resultColumns()));
      results.flush();
      return replayed.holds() ? ExitCode.OK.number() : ExitCode.FAILED.number();
    }
  }
}
