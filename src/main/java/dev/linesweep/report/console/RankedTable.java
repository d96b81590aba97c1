package dev.linesweep.report.console;

import dev.linesweep.model.PartMetrics;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.report.Axes;
import dev.linesweep.report.Axis;
import dev.linesweep.report.RepeatNames;
import dev.linesweep.report.SettingSpread;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.MetricSpec.Measure;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.spec.ParameterName;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.text.Lines;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Rounded;
import dev.linesweep.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Trials as a table for a terminal: one row per trial, or per setting if settings have several;
 * numbers rounded. What is the same for all trials of the sweep stands in a line above, what did
 * not fit in a line below.
 *
 * @param sortedBy the column that orders the rows, which is kept if it is one of these; {@code
 *     <optimizer>.<parameter>} for one of the parameters
 * @param over the repeats of a setting, if each row is one; empty if it is a trial
 */
public record RankedTable(
    Axes axes,
    RankingMetric metric,
    double testLabelVariance,
    String sortedBy,
    String over,
    List<TableRow> rows) {
  public RankedTable {
    rows = List.copyOf(rows);
  }

  /** Some trials. */
  public static RankedTable ofTrials(
      Axes axes,
      RankingMetric metric,
      double testLabelVariance,
      String sortedBy,
      List<FittedTrial> trials) {
    List<TableRow> rows = trials.stream().map(trial -> TableRow.of(trial, metric)).toList();
    return new RankedTable(axes, metric, testLabelVariance, sortedBy, "", rows);
  }

  /** The first {@code rows} of the report's settings, or trials if each is a setting. */
  public static RankedTable of(SweepReport report, int rows) {
    List<FittedTrial> top = report.top().subList(0, Math.min(rows, report.top().size()));
    return report.spec().hasRepeats()
        ? ofSettings(
            report.axes(),
            report.metric(),
            report.testLabelVariance(),
            report.settings().leading(),
            top)
        : ofTrials(report.axes(), report.metric(), report.testLabelVariance(), "rank", top);
  }

  /**
   * Some settings, by rank.
   *
   * @param first trials of the settings, of those that there are
   */
  public static RankedTable ofSettings(
      Axes axes,
      RankingMetric metric,
      double testLabelVariance,
      List<SettingSpread> settings,
      List<FittedTrial> first) {
    List<TableRow> rows = new ArrayList<>();
    RepeatNames names = RepeatNames.of(axes.plan().spec());
    boolean whole = true;
    for (int i = 0; i < Math.min(settings.size(), first.size()); i++) {
      rows.add(TableRow.of(settings.get(i), first.get(i), metric));
      whole &= settings.get(i).repeats() == names.count();
    }
    String over = whole ? names.all() : "those of %s that are complete".formatted(names.all());
    return new RankedTable(axes, metric, testLabelVariance, "rank", over, rows);
  }

  /**
   * The model is one line that a trial was trained to, and no trial is trained to that of folds.
   */
  private boolean showsLine() {
    return axes.plan().shape().features() == 1
        && !(ofSettings() && axes.plan().spec().split().hasFolds());
  }

  private boolean ofSettings() {
    return !over.isEmpty();
  }

  /** True if there is no row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The table, with line breaks between its lines only. */
  public String text(int width) {
    if (rows.isEmpty()) {
      return "No trial.";
    }
    List<String> lines = new ArrayList<>();
    List<String> same = axes.same();
    if (!same.isEmpty()) {
      lines.add(Lines.pack(same, " · ", width - " for all".length(), "") + " for all");
    }
    if (ofSettings()) {
      String line =
          showsLine()
              ? "; weight and bias are the first %s's"
                  .formatted(RepeatNames.of(axes.plan().spec()).noun())
              : "";
      lines.add(Lines.wrap("one row per setting; errors are means over " + over + line, width, ""));
    }
    lines.add(TextTable.of(new Columns().all(), width).withHidden(width));
    return String.join("\n", lines);
  }

  /** Gathers the columns; of those that do not fit, the largest sacrifice is left out first. */
  private final class Columns {
    private final List<TextTable.Column> columns = new ArrayList<>();

    List<TextTable.Column> all() {
      numbers("rank", 0, row -> Long.toString(row.rank()));
      axes();
      if (ofSettings()) {
        numbers(metric.spec().key() + "_" + metric.spec().over().key(), 0, TableRow::value);
        numbers("std_dev", 3, TableRow::deviation);
      } else {
        numbers(metric.spec().key(), 0, TableRow::value);
      }
      testErrors();
      otherLosses();
      if (showsLine()) {
        fitted("weight", row -> row.weights().length == 0 ? "" : Rounded.of(row.weights()[0]));
        fitted("bias", row -> Rounded.of(row.bias()));
      }
      if (!ofSettings()) {
        results();
      }
      return columns;
    }

    private void results() {
      words("trial id", 11, row -> result(row).id().toString());
      if (rows.stream().anyMatch(row -> !result(row).error().isEmpty())) {
        words("error", 13, row -> Printable.of(result(row).error()));
      }
    }

    private void fitted(String name, Function<FittedTrial, String> cell) {
      numbers(name, 2, row -> cell.apply(row.trial()));
    }

    private void axes() {
      axis(Axis.OPTIMIZER, 0, false);
      axis(Axis.PARAMETERS, ParameterName.isOne(sortedBy) ? 0 : 1, false);
      axis(Axis.LEARNING_RATE, 0, true);
      axis(Axis.EPOCHS, 0, true);
      axis(Axis.BATCH_SIZE, 3, true);
      axis(Axis.L1, 4, true);
      axis(Axis.L2, 5, true);
      if (!ofSettings()) {
        axis(Axis.SEED, 6, true);
        if (axes.plan().spec().split().hasFolds()) {
          numbers("fold", 1, row -> Integer.toString(result(row).trial().trajectory().fold()));
        }
      }
    }

    private void axis(Axis axis, int sacrifice, boolean right) {
      if (axes.varies(axis)) {
        add(axis.key(), right, sacrifice, row -> axes.text(axis, result(row).trial()));
      }
    }

    private void testErrors() {
      error(Measure.MAE, 7, PartMetrics::mae);
      error(Measure.RMSE, 10, PartMetrics::rmse);
      error(Measure.R2, 8, test -> test.r2(testLabelVariance));
    }

    private void error(Measure measure, int sacrifice, Function<PartMetrics, Double> error) {
      if (!repeatsMetric(measure)) {
        numbers(
            Part.TEST.key() + "_" + measure.key(),
            sacrifice,
            row -> Rounded.of(error.apply(row.errors().test())));
      }
    }

    private void otherLosses() {
      for (Part part : Part.values()) {
        MetricSpec loss = new MetricSpec(part, Measure.LOSS, metric.spec().goal());
        boolean has = part != Part.VALIDATION || axes.plan().shape().hasValidation();
        if (has && !loss.key().equals(metric.spec().key())) {
          numbers(loss.key(), 12, row -> Rounded.of(row.errors().of(part).loss()));
        }
      }
    }

    private void numbers(String name, int sacrifice, Function<TableRow, String> cell) {
      add(name, true, sacrifice, cell);
    }

    private void words(String name, int sacrifice, Function<TableRow, String> cell) {
      add(name, false, sacrifice, cell);
    }

    private void add(String name, boolean right, int sacrifice, Function<TableRow, String> cell) {
      columns.add(
          new TextTable.Column(
              name.replace('_', '\n'),
              right,
              name.equals(sortedBy) ? 0 : sacrifice,
              rows.stream().map(cell).toList()));
    }
  }

  private boolean repeatsMetric(Measure measure) {
    MetricSpec ranked = metric.spec();
    SweepSpec spec = axes.plan().spec();
    boolean lossIsMae = spec.training().loss().isOfAbsolutes() && ranked.measure() == Measure.LOSS;
    return ranked.part() == Part.TEST
        && (ranked.measure() == measure || (lossIsMae && measure == Measure.MAE));
  }

  private static TrialResult result(TableRow row) {
    return row.trial().result();
  }
}
