package dev.linesweep.report.console;

import static dev.linesweep.text.TextTable.left;
import static dev.linesweep.text.TextTable.right;

import dev.linesweep.data.KnownModel;
import dev.linesweep.data.Shape;
import dev.linesweep.model.LinearModel;
import dev.linesweep.report.Comparison;
import dev.linesweep.report.Judgment;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.WinnerWords;
import dev.linesweep.report.advice.Advice;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.OutputFile;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Lines;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Rounded;
import dev.linesweep.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a sweep came to, as a terminal shows it at the end: the setting that won, its equation, its
 * errors next to those of closed forms, the counts, what to try next and where the files are, and
 * at last what that proves.
 */
public final class ClosingSummary {
  private static final String INDENT = "  ";

  /** Of more notes on the data the first are shown. */
  private static final int NOTES = 8;

  private static final int NOTE_LENGTH = 400;

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
              paragraphs.add(summary.equations());
              paragraphs.add(summary.errors());
            },
            () -> paragraphs.add("No trial completed, so there is no best model."));
    paragraphs.add(summary.counts());
    if (!report.data().notes().isEmpty()) {
      paragraphs.add(summary.notesOnData());
    }
    String advice = summary.advice();
    if (!advice.isEmpty()) {
      paragraphs.add(advice);
    }
    paragraphs.add(summary.files(folder, files));
    return String.join("\n\n", paragraphs);
  }

  /**
   * What the numbers prove, as a paragraph; empty if there is nothing to say. It is a part of its
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
    words.model().ifPresent(lines::add);
    return lines.stream()
        .map(line -> Lines.wrap(line, width, INDENT))
        .collect(Collectors.joining("\n"));
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

  private String equations() {
    List<String> lines = new ArrayList<>();
    report.bestModel().ifPresent(model -> lines.add(equation(model)));
    report.known().ifPresent(known -> lines.add(equation(model(known))));
    int longest = lines.stream().mapToInt(String::length).max().orElse(0);
    String known = "known weights";
    boolean fits = lines.size() > 1 && INDENT.length() + longest + 3 + known.length() <= width;
    if (lines.size() == 1) {
      return wrapped(lines.get(0));
    }
    if (fits) {
      return INDENT
          + padded(lines.get(0), longest + 3)
          + report.bestName()
          + "\n"
          + INDENT
          + padded(lines.get(1), longest + 3)
          + known;
    }
    return sentence(report.bestName())
        + "\n"
        + wrapped(lines.get(0))
        + "\nKnown weights\n"
        + wrapped(lines.get(1));
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private String wrapped(String equation) {
    return Lines.pack(
        List.of((INDENT + equation).split(" (?=[+-] )")), " ", width, INDENT.repeat(2));
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

  private String errors() {
    Comparison comparison = Comparison.of(report);
    List<Comparison.Row> rows = comparison.rows();
    List<TextTable.Column> columns = new ArrayList<>();
    long testRows = report.plan().shape().testRows();
    columns.add(
        left(
            "on " + Counted.of(testRows, "test row"),
            0,
            rows.stream().map(Comparison.Row::name).map(Printable::of).toList()));
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
    List<String> lines = new ArrayList<>();
    if (!judgment.verdict().text().isEmpty()) {
      lines.add(Lines.wrap(judgment.verdict().text(), width, INDENT));
    }
    judgment
        .repeatWords(report)
        .onWinner()
        .ifPresent(sentence -> lines.add(Lines.wrap(sentence, width, INDENT)));
    return String.join("\n", lines);
  }

  private String counts() {
    SweepReport.Counts counts = report.counts();
    List<String> states = new ArrayList<>();
    states.add(Rounded.of(counts.complete()) + " complete");
    if (counts.stopped() > 0) {
      states.add(Rounded.of(counts.stopped()) + " stopped early");
    }
    states.add(Rounded.of(counts.diverged()) + " diverged");
    states.add(Rounded.of(counts.failed()) + " failed");
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

  private String notesOnData() {
    List<String> notes = report.data().notes();
    List<String> lines = new ArrayList<>(List.of("Notes on the data"));
    notes.stream()
        .limit(NOTES)
        .map(note -> Lines.wrap("- " + Printable.of(note, NOTE_LENGTH), width, INDENT))
        .forEach(lines::add);
    if (notes.size() > NOTES) {
      lines.add(
          Lines.wrap(
              "- and %s more, in report.html".formatted(Rounded.of((long) notes.size() - NOTES)),
              width,
              INDENT));
    }
    return String.join("\n", lines);
  }

  private String advice() {
    List<String> lines = new ArrayList<>();
    for (Advice advice : Advice.on(report)) {
      lines.add(Lines.wrap("- " + advice.note(), width, INDENT));
      advice.change().lines().forEach(line -> lines.add(INDENT.repeat(2) + line));
    }
    return lines.isEmpty()
        ? ""
        : "What to try next (axes go under `parameters:`)\n" + String.join("\n", lines);
  }

  private String files(String folder, List<OutputFile> files) {
    int longest = files.stream().mapToInt(file -> file.shown().length()).max().orElse(0);
    StringBuilder text = new StringBuilder(folder);
    for (OutputFile file : files) {
      text.append('\n').append(INDENT).append(padded(file.shown(), longest + 2) + file.what());
    }
    return text.toString();
  }
}
