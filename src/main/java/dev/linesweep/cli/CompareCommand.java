package dev.linesweep.cli;

import dev.linesweep.output.SweepComparison;
import dev.linesweep.output.SweepSummary;
import dev.linesweep.report.ExitCode;
import dev.linesweep.report.console.SweepsText;
import dev.linesweep.report.page.ComparePage;
import dev.linesweep.store.AtomicFile;
import dev.linesweep.store.LocalFiles;
import dev.linesweep.store.SweepFolders;
import dev.linesweep.text.Lines;
import dev.linesweep.text.Printable;
import dev.linesweep.text.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare}: sweeps next to each other. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description =
        "Compares finished sweeps: the best setting of each, and the keys of their jobs that"
            + " differ.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:compared", "2:usage, or a folder without a finished sweep"},
    footer = {
      "",
      "Example:",
      "  linesweep compare runs/line-1a2b3c4d runs/line-5e6f7a8b --to compare.html"
    })
final class CompareCommand implements Callable<Integer> {
  /** Of a value of the job, such as a long list, what a terminal shows. */
  private static final int WIDEST = 40;

  @Parameters(
      arity = "2..*",
      paramLabel = "OUT",
      description = "the sweeps' folders, paths or URIs; two at least")
  private List<String> folders = List.of();

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "also writes a page that compares the loss curves of all of them")
  private @Nullable String to;

  @Mixin private SparkOptions sparkOptions = new SparkOptions();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  CompareCommand() {}

  @Override
  public Integer call() throws IOException {
    Configuration hadoop = sparkOptions.hadoop();
    SweepComparison comparison = SweepComparison.of(SweepFolders.allNamed(hadoop, folders));
    List<SweepsText.Sweep> rows = rows(comparison);
    PrintWriter out = Screen.of(spec.commandLine().getOut());
    int width = Terminal.resultColumns();
    out.println(SweepsText.compare(rows, Terminal.widestTable()));
    comparison.notes().forEach(note -> out.println(Lines.wrap(note, width, "")));
    out.println(differences(comparison, rows, width));
    if (to != null) {
      Path page = new Path(to);
      out.println(
          new Destination("--to", to).written(() -> write(hadoop, page(comparison, rows), page)));
    }
    out.flush();
    return ExitCode.OK.number();
  }

  private List<SweepsText.Sweep> rows(SweepComparison comparison) {
    SweepRows words = SweepRows.asOfNow();
    return IntStream.range(0, folders.size())
        .mapToObj(side -> words.inWords(folders.get(side), comparison.sides().get(side).sweep()))
        .toList();
  }

  private static String differences(
      SweepComparison comparison, List<SweepsText.Sweep> rows, int width) {
    if (comparison.differences().isEmpty()) {
      return "Their jobs are the same.";
    }
    List<TextTable.Column> columns = new ArrayList<>();
    columns.add(
        TextTable.left(
            "key", 0, comparison.differences().stream().map(ComparePage.Difference::key).toList()));
    IntStream.range(0, rows.size())
        .forEach(
            side ->
                columns.add(
                    TextTable.left(
                        rows.get(side).folder(),
                        0,
                        comparison.differences().stream()
                            .map(difference -> excerpt(difference.values(), side))
                            .toList())));
    return "What differs in their jobs:\n" + TextTable.of(columns, width).text();
  }

  /** Of long values what differs: all of them from shortly before the first difference. */
  static String excerpt(List<String> values, int side) {
    List<String> plain =
        values.stream().map(value -> Printable.of(value, Integer.MAX_VALUE)).toList();
    boolean longer = plain.stream().anyMatch(value -> value.length() > WIDEST);
    int from = longer ? Math.max(0, common(plain) - WIDEST / 4) : 0;
    String own = plain.get(side);
    String rest = from == 0 ? own : "…" + own.substring(from);
    return rest.length() <= WIDEST ? rest : rest.substring(0, WIDEST - 1) + "…";
  }

  /** The length of what all begin with. */
  private static int common(List<String> values) {
    String first = values.get(0);
    return (int)
        IntStream.range(0, first.length())
            .takeWhile(
                i ->
                    values.stream()
                        .allMatch(
                            value -> value.length() > i && value.charAt(i) == first.charAt(i)))
            .count();
  }

  private static String page(SweepComparison comparison, List<SweepsText.Sweep> rows) {
    return ComparePage.of(
        IntStream.range(0, rows.size())
            .mapToObj(side -> onPage(comparison.sides().get(side), rows.get(side)))
            .toList(),
        comparison.differences(),
        comparison.notes());
  }

  private static ComparePage.Sweep onPage(SweepComparison.Side side, SweepsText.Sweep row) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("sweep", row.folder());
    facts.put("best", row.best().value());
    facts.put("metric", row.metric());
    facts.put("setting", row.best().setting());
    facts.put("test_loss", row.best().testLoss());
    facts.put("test_rmse", row.best().testRmse());
    facts.put("test_r2", row.best().testR2());
    facts.put("trials", row.trials());
    return new ComparePage.Sweep(
        row.folder(),
        side.loss().key(),
        side.sweep().best().map(SweepSummary.Best::trial).map(trial -> trial.epochs()).orElse(0),
        side.curve(),
        facts);
  }

  private static String write(Configuration hadoop, String page, Path to) throws IOException {
    AtomicFile.write(hadoop, to, page);
    return LocalFiles.display(LocalFiles.qualify(hadoop, to));
  }
}
