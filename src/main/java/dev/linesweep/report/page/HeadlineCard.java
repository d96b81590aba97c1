package dev.linesweep.report.page;

import dev.linesweep.model.LinearModel;
import dev.linesweep.report.Comparison;
import dev.linesweep.report.Judgment;
import dev.linesweep.report.RepeatWords;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.TestRows;
import dev.linesweep.report.Verdict;
import dev.linesweep.text.Rounded;
import java.util.List;
import java.util.Locale;

/** What the template shows of the best trial; each method is a name in it. */
final class HeadlineCard {
  private final SweepReport report;
  private final Headline headline;
  private final Verdict verdict;
  private final RepeatWords repeats;
  private final Comparison comparison;

  HeadlineCard(PageSource source) {
    this.report = source.report();
    this.headline = new Headline(report);
    Judgment judgment = Judgment.on(report);
    this.verdict = judgment.verdict();
    this.repeats = judgment.repeatWords(report);
    this.comparison = Comparison.of(report);
  }

  boolean complete() {
    return report.best().isPresent();
  }

  String winner() {
    return headline.winner();
  }

  String place() {
    return headline.place();
  }

  String value() {
    return headline.value();
  }

  String chosenOn() {
    return headline.chosenOn();
  }

  List<String> lead() {
    return headline.lead();
  }

  String over() {
    return headline.over();
  }

  String model() {
    return headline.model();
  }

  String onRepeats() {
    return repeats.onWinner().orElse("");
  }

  /** The verdict in one sentence. */
  String brief() {
    return verdict.brief().isEmpty() ? "" : verdict.brief() + ".";
  }

  /** The verdict with its figures and reasons. */
  String verdict() {
    return verdict.text();
  }

  boolean hasMore() {
    return !(verdict() + model() + onRepeats()).isEmpty() || !lead().isEmpty();
  }

  String tone() {
    return verdict.tone().name().toLowerCase(Locale.ROOT);
  }

  String equation() {
    return report.bestModel().map(LinearModel::equation).orElse("");
  }

  boolean manyFeatures() {
    return report.features().size() > LinearModel.TERMS;
  }

  /** The equation behind synthetic labels; empty for others. */
  String known() {
    return report
        .known()
        .map(known -> report.model(known.weights(), known.bias()).equation())
        .orElse("");
  }

  String testRows() {
    return Rounded.of((long) report.plan().shape().testRows());
  }

  /** True if some test rows count more than others. */
  boolean weighted() {
    return TestRows.of(report).weighted();
  }

  /** True if the loss is neither of the errors that have a column. */
  boolean ownLoss() {
    return report.spec().training().loss().needsOwnUnits();
  }

  String lossName() {
    return report.spec().training().loss().key();
  }

  String compared() {
    return comparison.measure().key();
  }

  List<ErrorRow> errors() {
    return comparison.rows().stream().map(this::errorRow).toList();
  }

  private ErrorRow errorRow(Comparison.Row row) {
    return new ErrorRow(
        row.name(),
        row.key().isEmpty(),
        Rounded.of(row.test().loss()),
        Rounded.of(row.test().mae()),
        Rounded.of(row.test().rmse()),
        Rounded.of(row.test().r2(report.testLabelVariance())),
        row.difference());
  }

  /**
   * A model's errors on the test rows.
   *
   * @param own true for the best trial
   */
  record ErrorRow(
      String name,
      boolean own,
      String loss,
      String mae,
      String rmse,
      String r2,
      String difference) {}
}
