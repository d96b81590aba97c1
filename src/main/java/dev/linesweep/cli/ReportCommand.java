package dev.linesweep.cli;

import dev.linesweep.output.FolderTable;
import dev.linesweep.output.ReportFolder;
import dev.linesweep.report.ExitCode;
import dev.linesweep.report.page.PageSource;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.store.SweepFolders;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code report}: the page again, from only the output folder. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Writes the page of a sweep again from its output folder.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the page is written", "2:usage, or a folder without a finished sweep"})
final class ReportCommand implements Callable<Integer> {
  @Mixin private SavedSweep sweep = new SavedSweep();

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "the page; default report.html in the sweep's folder")
  private @Nullable String to;

  @Option(
      names = "--plots",
      paramLabel = "DIR",
      description = "also writes the main charts to DIR, as SVG")
  private @Nullable String plots;

  @Mixin private SparkOptions sparkOptions = new SparkOptions();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  ReportCommand() {}

  @Override
  public Integer call() throws IOException {
    Configuration hadoop = sparkOptions.hadoop();
    OutputFolder folder = SweepFolders.named(hadoop, sweep.out());
    ReportFolder pages = new ReportFolder(hadoop, folder);
    PageSource source = pages.read();
    Path page = to == null ? folder.report() : new Path(to);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        new Destination("--to", page.toString())
            .written(() -> write(folder, pages.writePage(source, page))));
    if (plots != null) {
      Path folderOfPlots = new Path(plots);
      out.println(
          new Destination("--plots", plots).written(() -> pages.writePlots(source, folderOfPlots)));
    }
    return ExitCode.OK.number();
  }

  /** The page's own folder is a table for Spark again, wherever it lies now. */
  private String write(OutputFolder folder, String page) throws IOException {
    if (to == null) {
      new FolderTable(folder).write();
    }
    return page;
  }
}
