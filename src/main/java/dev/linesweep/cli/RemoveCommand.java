package dev.linesweep.cli;

import dev.linesweep.report.ExitCode;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.store.SweepFolders;
import dev.linesweep.store.SweepRemoval;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rm}: removes sweeps. */
@Command(
    name = "rm",
    mixinStandardHelpOptions = true,
    description =
        "Removes sweeps: their results and what they have trained. Files of your own in their"
            + " folders stay. A sweep that is running is refused.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:removed", "2:usage, no sweep there, or one that is running"},
    footer = {"", "Example:", "  linesweep rm runs/line-1a2b3c4d"})
final class RemoveCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "OUT",
      description = "the sweeps' folders, paths or URIs")
  private List<String> folders = List.of();

  @Mixin private SparkOptions sparkOptions = new SparkOptions();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  RemoveCommand() {}

  /** Looks at all of them first, so that a wrong name removes nothing. */
  @Override
  public Integer call() throws IOException {
    Configuration hadoop = sparkOptions.hadoop();
    List<OutputFolder> sweeps = SweepFolders.allNamed(hadoop, folders);
    PrintWriter out = spec.commandLine().getOut();
    for (OutputFolder sweep : sweeps) {
      List<String> others = SweepRemoval.remove(hadoop, sweep, Holders.of("linesweep rm"));
      out.println(
          others.isEmpty()
              ? "removed " + sweep
              : "removed the sweep in %s; kept what is not part of it: %s"
                  .formatted(sweep, String.join(", ", others)));
    }
    return ExitCode.OK.number();
  }
}
