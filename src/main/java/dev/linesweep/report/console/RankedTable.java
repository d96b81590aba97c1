package dev.linesweep.report.console;

import dev.linesweep.model.PartMetrics;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.report.Axes;
import dev.linesweep.report.Axis;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.MetricSpec.Measure;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.text.Lines;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Rounded;
import dev.linesweep.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Trials as a table for a terminal: one row per trial, numbers rounded. What is the same for all
 * trials of the sweep stands in a line above, what did not fit in a line below.
 *
 * @param sortedBy the column that orders the rows, which is kept if it is one of these; {@code
 *     <optimizer>.<setting>} for one of the settings
 */
public record RankedTable(
    Axes axes,
    RankingMetric metric,
    double testLabelVariance,
    String sortedBy,
    List<FittedTrial> rows) {
  public RankedTable {
    rows = List.copyOf(rows);
  }

  /** The first {@code rows} of the report's trials. */
  public static RankedTable of(SweepReport report, int rows) {
    return new RankedTable(
        report.axes(),
        report.metric(),
        report.testLabelVariance(),
        "rank",
        report.top().subList(0, Math.min(rows, report.top().size())));
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
    TextTable table = TextTable.of(new Columns().all(), width);
    lines.add(table.text());
    if (!table.dropped().isEmpty()) {
      lines.add(
          Lines.wrap(
              "Left out for width: %s.".formatted(String.join(", ", table.dropped())), width, ""));
    }
    return String.join("\n", lines);
  }

  /** Gathers the columns; of those that do not fit, the largest sacrifice is left out first. */
  private final class Columns {
    private final List<TextTable.Column> columns = new ArrayList<>();

    List<TextTable.Column> all() {
      numbers("rank", 0, row -> Long.toString(row.rank()));
      axes();
      numbers(metric.spec().key(), 0, RankedTable.this::value);
      testErrors();
      otherLosses();
      if (axes.plan().shape().features() == 1) {
        numbers("weight", 9, row -> row.weights().length == 0 ? "" : Rounded.of(row.weights()[0]));
        numbers("bias", 9, row -> Rounded.of(row.bias()));
      }
      words("trial id", 11, row -> row.result().id().toString());
      if (rows.stream().anyMatch(row -> !row.result().error().isEmpty())) {
        words("error", 13, row -> Printable.of(row.result().error()));
      }
      return columns;
    }

    private void axes() {
      axis(Axis.OPTIMIZER, 0, false);
      axis(Axis.SETTINGS, sortedBy.contains(".") ? 0 : 2, false);
      axis(Axis.LEARNING_RATE, 0, true);
      axis(Axis.EPOCHS, 0, true);
      axis(Axis.BATCH_SIZE, 3, true);
      axis(Axis.L1, 4, true);
      axis(Axis.L2, 5, true);
      axis(Axis.SEED, 6, true);
    }

    private void axis(Axis axis, int sacrifice, boolean right) {
      if (axes.varies(axis)) {
        add(axis.key(), right, sacrifice, row -> axes.text(axis, row.result().trial()));
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
            row -> Rounded.of(error.apply(row.result().test())));
      }
    }

    private void otherLosses() {
      for (Part part : Part.values()) {
        MetricSpec loss = new MetricSpec(part, Measure.LOSS, metric.spec().goal());
        boolean has = part != Part.VALIDATION || axes.plan().shape().hasValidation();
        if (has && !loss.key().equals(metric.spec().key())) {
          numbers(loss.key(), 12, row -> Rounded.of(row.result().errors().of(part).loss()));
        }
      }
    }

    private void numbers(String name, int sacrifice, Function<FittedTrial, String> cell) {
      add(name, true, sacrifice, cell);
    }

    private void words(String name, int sacrifice, Function<FittedTrial, String> cell) {
      add(name, false, sacrifice, cell);
    }

    private void add(
        String name, boolean right, int sacrifice, Function<FittedTrial, String> cell) {
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

  private String value(FittedTrial row) {
    TrialResult result = row.result();
    return switch (result.state()) {
      case COMPLETE -> Rounded.of(metric.value(result.errors().of(metric.spec().part())));
      case STOPPED -> "stopped at " + result.stoppedEpoch();
      case DIVERGED -> "diverged at " + result.divergedEpoch();
      case FAILED -> "failed";
    };
  }
}
