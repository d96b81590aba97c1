package dev.linesweep.cli;

import dev.linesweep.output.SweepSummary;
import dev.linesweep.report.ExitCode;
import dev.linesweep.report.console.SweepsText;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.store.SweepFolders;
import dev.linesweep.text.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code list}: the sweeps in a folder. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the sweeps in a folder: the folder, state and best setting of each.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:listed", "2:usage"},
    footer = {
      "",
      "A sweep is listed as died if its process on this machine has ended, or if its run has not",
      "updated its status for a minute. Run its command again to continue it.",
      "",
      "Examples:",
      "  linesweep list",
      "  linesweep list hdfs:///sweeps --format json"
    })
final class ListCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = "",
      description = "the folder that holds the sweeps' folders, a path or URI; default runs")
  private String root = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      completionCandidates = Formats.class,
      description = "table or json; default table")
  private Format format = Format.TABLE;

  enum Format {
    TABLE,
    JSON
  }

  /** As completed by shells. */
  static final class Formats extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Formats() {
      super(List.of("table", "json"));
    }
  }

  @Mixin private SparkOptions sparkOptions = new SparkOptions();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  ListCommand() {}

  @Override
  public Integer call() throws IOException {
    SweepRows rows = SweepRows.asOfNow();
    List<SweepSummary> sweeps = new ArrayList<>();
    for (OutputFolder folder : SweepFolders.under(sparkOptions.hadoop(), root)) {
      sweeps.add(SweepSummary.of(folder));
    }
    Screen screen = Screen.of(spec.commandLine().getOut());
    PrintWriter out = format == Format.TABLE ? screen : screen.data();
    if (format == Format.JSON) {
      out.println(json(sweeps, rows));
    } else if (sweeps.isEmpty()) {
      out.println("No sweep in %s.".formatted(parent()));
    } else {
      out.println(
          SweepsText.list(
              sweeps.stream().map(sweep -> rows.inWords(typed(sweep), sweep)).toList(),
              Terminal.widestTable()));
    }
    out.flush();
    return ExitCode.OK.number();
  }

  private String parent() {
    return root.isEmpty() ? "runs" : root;
  }

  /** So that it can be copied into the next command. */
  private String typed(SweepSummary sweep) {
    return parent() + (parent().endsWith("/") ? "" : "/") + sweep.folder().root().getName();
  }

  private static String json(List<SweepSummary> sweeps, SweepRows rows) {
    return sweeps.stream()
        .map(sweep -> Json.of(rows.fields(sweep)).strip())
        .collect(Collectors.joining(",\n", "[\n", "\n]"));
  }
}
