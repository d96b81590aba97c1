package dev.linesweep.report.console;

import static dev.linesweep.text.TextTable.left;
import static dev.linesweep.text.TextTable.right;

import dev.linesweep.model.PartMetrics;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.Axes;
import dev.linesweep.report.Axis;
import dev.linesweep.report.LeadingTrial;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.text.Lines;
import dev.linesweep.text.Rounded;
import dev.linesweep.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The leading trials as a table for a terminal: one row a trial, numbers rounded. What is the same
 * for all trials of the sweep stands in a line above, what did not fit in a line below.
 */
public final class RankedTable {
  private final SweepReport report;
  private final Axes axes;
  private final List<LeadingTrial> rows;

  private RankedTable(SweepReport report, int rows) {
    this.report = report;
    this.axes = report.axes();
    this.rows = report.top().subList(0, Math.min(rows, report.top().size()));
  }

  /** The first {@code rows} of the report's trials, with line breaks between its lines only. */
  public static String of(SweepReport report, int rows, int width) {
    return new RankedTable(report, rows).text(width);
  }

  private String text(int width) {
    List<String> lines = new ArrayList<>();
    List<String> same = axes.same();
    if (!same.isEmpty()) {
      lines.add(Lines.pack(same, " · ", width - " for all".length(), "") + " for all");
    }
    TextTable table = TextTable.of(columns(), width);
    lines.add(table.text());
    if (!table.dropped().isEmpty()) {
      lines.add(
          Lines.wrap(
              "Left out for width: %s.".formatted(String.join(", ", table.dropped())), width, ""));
    }
    return String.join("\n", lines);
  }

  private List<TextTable.Column> columns() {
    List<TextTable.Column> columns = new ArrayList<>();
    columns.add(right("rank", 0, cells(row -> Long.toString(row.rank()))));
    addAxis(columns, Axis.OPTIMIZER, 0, false);
    addAxis(columns, Axis.SETTINGS, 2, false);
    addAxis(columns, Axis.LEARNING_RATE, 0, true);
    addAxis(columns, Axis.EPOCHS, 0, true);
    addAxis(columns, Axis.BATCH_SIZE, 3, true);
    addAxis(columns, Axis.L1, 4, true);
    addAxis(columns, Axis.L2, 5, true);
    addAxis(columns, Axis.SEED, 6, true);
    columns.add(right(report.metric().spec().key().replace('_', '\n'), 0, cells(this::metric)));
    addTestErrors(columns);
    if (report.features().size() == 1) {
      columns.add(right("weight", 9, cells(row -> number(row, 0))));
      columns.add(right("bias", 9, cells(row -> number(row, 1))));
    }
    columns.add(left("trial id", 11, cells(row -> row.result().id().toString())));
    return columns;
  }

  private void addAxis(List<TextTable.Column> columns, Axis axis, int sacrifice, boolean right) {
    if (axes.varies(axis)) {
      List<String> cells = cells(row -> axes.text(axis, trial(row)));
      columns.add(new TextTable.Column(axis.key().replace('_', '\n'), right, sacrifice, cells));
    }
  }

  private void addTestErrors(List<TextTable.Column> columns) {
    addTestError(columns, MetricSpec.Measure.MAE, 7, PartMetrics::mae);
    addTestError(columns, MetricSpec.Measure.RMSE, 10, PartMetrics::rmse);
    addTestError(columns, MetricSpec.Measure.R2, 8, test -> test.r2(report.testLabelVariance()));
  }

  private void addTestError(
      List<TextTable.Column> columns,
      MetricSpec.Measure measure,
      int sacrifice,
      Function<PartMetrics, Double> error) {
    if (!repeatsMetric(measure)) {
      String header = MetricSpec.Part.TEST.key() + "\n" + measure.key();
      columns.add(
          right(header, sacrifice, cells(row -> Rounded.of(error.apply(row.result().test())))));
    }
  }

  private boolean repeatsMetric(MetricSpec.Measure measure) {
    MetricSpec ranked = report.metric().spec();
    boolean lossIsMae =
        report.spec().training().loss().isOfAbsolutes()
            && ranked.measure() == MetricSpec.Measure.LOSS;
    return ranked.part() == MetricSpec.Part.TEST
        && (ranked.measure() == measure || (lossIsMae && measure == MetricSpec.Measure.MAE));
  }

  private List<String> cells(Function<LeadingTrial, String> cell) {
    return rows.stream().map(cell).toList();
  }

  private String metric(LeadingTrial row) {
    TrialResult result = row.result();
    return switch (result.state()) {
      case COMPLETE -> Rounded.of(report.value(result));
      case DIVERGED -> "diverged at " + result.divergedEpoch();
      case FAILED -> "failed";
    };
  }

  private static String number(LeadingTrial row, int index) {
    return row.weightsThenBias().length == 0 ? "" : Rounded.of(row.weightsThenBias()[index]);
  }

  private static Trial trial(LeadingTrial row) {
    return row.result().trial();
  }
}
