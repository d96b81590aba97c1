package dev.linesweep.report.console;

import static dev.linesweep.text.TextTable.left;
import static dev.linesweep.text.TextTable.right;

import dev.linesweep.data.KnownModel;
import dev.linesweep.data.Shape;
import dev.linesweep.model.LinearModel;
import dev.linesweep.report.Comparison;
import dev.linesweep.report.Judgment;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.TestRows;
import dev.linesweep.report.Verdict;
import dev.linesweep.report.WinnerWords;
import dev.linesweep.report.advice.Advice;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.OutputFile;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Lines;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Rounded;
import dev.linesweep.text.TextTable;
import dev.linesweep.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a sweep came to, as a terminal shows it at the end: the setting that won, its errors next to
 * those of closed forms, the counts, the two most important suggestions, the files, and at last the
 * verdict in one sentence. The page has the rest.
 */
public final class ClosingSummary {
  private static final String INDENT = "  ";

  /** Of more suggestions the first are shown. */
  private static final int SUGGESTIONS = 2;

  private final SweepReport report;
  private final int width;

  private ClosingSummary(SweepReport report, int width) {
    this.report = report;
    this.width = width;
  }

  /**
   * @param folder where the outputs are
   * @param files the outputs in it, in the order to name them
   */
  public static String of(SweepReport report, String folder, List<OutputFile> files, int width) {
    ClosingSummary summary = new ClosingSummary(report, width);
    List<String> paragraphs = new ArrayList<>();
    report
        .best()
        .ifPresentOrElse(
            best -> {
              paragraphs.add(summary.winner(best));
              paragraphs.add(summary.errors(best));
            },
            () -> paragraphs.add("No trial completed, so there is no best model."));
    paragraphs.add(summary.counts());
    String advice = summary.advice();
    if (!advice.isEmpty()) {
      paragraphs.add(advice);
    }
    paragraphs.add(summary.files(folder, files));
    return String.join("\n\n", paragraphs);
  }

  /**
   * What the numbers prove, in one sentence; empty if there is nothing to say. It is a part of its
   * own since it is known only once the winner was checked.
   */
  public static String judgment(SweepReport report, int width) {
    return new ClosingSummary(report, width).judgment();
  }

  private String winner(FittedTrial best) {
    WinnerWords words = new WinnerWords(report, best);
    List<String> lines = new ArrayList<>();
    lines.add("%s: %s".formatted(words.place(), words.setting()));
    lines.add(
        "%s %s%s, %s%s"
            .formatted(
                report.metricInWords(),
                words.value(),
                words.over(),
                chosenOn(report),
                words
                    .ties()
                    .map(ties -> "; %s effectively tied (within 0.1 %%)".formatted(ties))
                    .orElse("")));
    return lines.stream()
            .map(line -> Lines.wrap(line, width, INDENT))
            .collect(Collectors.joining("\n"))
        + equations();
  }

  /** On which rows the winner was chosen: {@code chosen on the test rows}; nothing of one trial. */
  public static String chosenOn(SweepReport report) {
    Shape shape = report.plan().shape();
    String rows =
        switch (report.metric().spec().part()) {
          case TRAIN -> "on the training rows";
          case VALIDATION ->
              report.spec().split().hasFolds()
                  ? "on the rows of each fold"
                  : "on the " + Counted.of(shape.validationRows(), "validation row");
          case TEST -> "on the test rows";
        };
    return report.compared() == 1 ? rows : "chosen " + rows;
  }

  /** The equation, and the one behind synthetic labels, if they fit on a line each. */
  private String equations() {
    String own = report.bestModel().map(ClosingSummary::equation).orElse("");
    List<String> lines =
        report
            .known()
            .map(known -> equation(model(known)))
            .map(
                known -> {
                  int length = Math.max(own.length(), known.length()) + 3;
                  return List.of(
                      padded(own, length) + report.bestName(),
                      padded(known, length) + "known weights");
                })
            .orElse(List.of(own));
    return lines.stream().anyMatch(line -> INDENT.length() + line.length() > width)
        ? ""
        : lines.stream().map(line -> "\n" + INDENT + line).collect(Collectors.joining());
  }

  private static String padded(String text, int length) {
    return text + " ".repeat(length - text.length());
  }

  private LinearModel model(KnownModel known) {
    return report.model(known.weights(), known.bias());
  }

  /** With names made safe for a terminal. */
  private static String equation(LinearModel model) {
    return new LinearModel(
            model.weights(),
            model.bias(),
            model.features().stream().map(Printable::of).toList(),
            Printable.of(model.label()),
            model.deviations())
        .equation();
  }

  private String errors(FittedTrial best) {
    Comparison comparison = Comparison.of(report);
    List<Comparison.Row> rows = comparison.rows();
    List<TextTable.Column> columns = new ArrayList<>();
    TestRows testRows = TestRows.of(report);
    columns.add(
        left(
            "on "
                + Counted.of(testRows.rows(), "test row")
                + (testRows.weighted() ? ", weighted" : ""),
            0,
            rows.stream().map(row -> name(row, best)).map(Printable::of).toList()));
    if (report.spec().training().loss().needsOwnUnits()) {
      columns.add(
          numbers(report.spec().training().loss().key(), 0, rows, row -> row.test().loss()));
    }
    columns.add(numbers("mae", 0, rows, row -> row.test().mae()));
    columns.add(numbers("rmse", 2, rows, row -> row.test().rmse()));
    columns.add(numbers("r2", 3, rows, row -> row.test().r2(report.testLabelVariance())));
    if (rows.size() > 1) {
      columns.add(
          right(
              comparison.measure().key() + " vs best",
              1,
              rows.stream().map(Comparison.Row::difference).toList()));
    }
    return TextTable.of(columns, width).text();
  }

  private String name(Comparison.Row row, FittedTrial best) {
    return row.key().isEmpty() ? new WinnerWords(report, best).name() : row.name();
  }

  private static TextTable.Column numbers(
      String header,
      int sacrifice,
      List<Comparison.Row> rows,
      Function<Comparison.Row, Double> number) {
    return right(
        header, sacrifice, rows.stream().map(number).map(value -> Rounded.of(value)).toList());
  }

  private String judgment() {
    Judgment judgment = Judgment.on(report);
    Verdict verdict = judgment.verdict();
    Optional<String> others =
        verdict.isQualified() ? Optional.empty() : judgment.repeatWords(report).brief();
    String sentence =
        Stream.concat(verdict.clauses().stream(), others.stream())
            .collect(Collectors.joining("; "));
    return sentence.isEmpty() ? "" : Lines.wrap(Words.capital(sentence) + ".", width, INDENT);
  }

  private String counts() {
    SweepReport.Counts counts = report.counts();
    List<String> states = new ArrayList<>();
    states.add(Counted.of(counts.complete(), "trial") + " complete");
    addTo(states, counts.stopped(), "stopped early");
    addTo(states, counts.diverged(), "diverged");
    addTo(states, counts.failed(), "failed");
    if (counts.left() > 0) {
      states.add(
          "%s of %s left: run the same command again to continue"
              .formatted(Rounded.of(counts.left()), Counted.of(counts.total(), "trial")));
    }
    if (!counts.stop().isEmpty()) {
      states.add(
          "%s of %s not trained: %s"
              .formatted(
                  Rounded.of(counts.untrained()),
                  Counted.of(counts.total(), "trial"),
                  counts.stop()));
    }
    return Lines.pack(states, " · ", width, INDENT);
  }

  private static void addTo(List<String> states, long count, String state) {
    if (count > 0) {
      states.add(Rounded.of(count) + " " + state);
    }
  }

  private String advice() {
    List<String> lines = new ArrayList<>();
    List<Advice> all = Advice.on(report);
    for (Advice advice : all.subList(0, Math.min(SUGGESTIONS, all.size()))) {
      lines.add(Lines.wrap("- " + advice.note(), width, INDENT));
      advice.change().lines().forEach(line -> lines.add(INDENT.repeat(2) + line));
    }
    return lines.isEmpty()
        ? ""
        : "What to try next (axes go under `parameters:`)\n" + String.join("\n", lines);
  }

  private String files(String folder, List<OutputFile> files) {
    List<String> lines = new ArrayList<>(List.of(folder));
    if (files.contains(OutputFile.REPORT)) {
      lines.add(
          Lines.wrap(
              "%s%s: %s".formatted(INDENT, OutputFile.REPORT.shown(), String.join(", ", more())),
              width,
              INDENT.repeat(2)));
    }
    List<String> others =
        files.stream().filter(file -> file != OutputFile.REPORT).map(OutputFile::shown).toList();
    lines.add(INDENT + Lines.pack(others, ", ", width - INDENT.length(), INDENT.repeat(2)));
    return String.join("\n", lines);
  }

  /** What the page has and these lines do not. */
  private List<String> more() {
    List<String> more = new ArrayList<>();
    int suggestions = Advice.on(report).size() - SUGGESTIONS;
    int notes = report.data().notes().size();
    if (suggestions > 0) {
      more.add(Counted.of(suggestions, "more suggestion"));
    }
    if (notes > 0) {
      more.add(Counted.of(notes, "note") + " on the data");
    }
    more.addAll(
        report.best().isPresent()
            ? List.of("coefficients", "charts")
            : List.of("reasons", "charts"));
    return more;
  }
}
