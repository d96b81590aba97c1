package dev.linesweep.output;

import static dev.linesweep.table.Column.ofNumbers;

import dev.linesweep.model.OverRepeats;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.RankedSetting;
import dev.linesweep.result.RankedSettings;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.State;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.table.Column;
import dev.linesweep.table.Column.Type;
import dev.linesweep.table.CsvLines;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Writes {@code settings.csv}: a header and one row per setting in the order of ranks, over its
 * repeats with a result. Only some rows are in memory.
 *
 * <p>In the mean, the median and the worst value of the metric a repeat that diverged or failed
 * counts as infinitely bad. Values that are not finite are missing.
 */
public final class SettingsFile implements Consumer<RankedTrial> {
  private static final int ROWS_AT_ONCE = 1 << 10;

  private final OutputStream out;
  private final List<Column<RankedSetting>> columns;
  private final RankedSettings settings;
  private CsvLines lines = new CsvLines();
  private int rows;

  /**
   * @param plan the plan of the trials, which are added by rank
   * @param out is left open
   */
  public SettingsFile(SweepPlan plan, RankingMetric metric, OutputStream out) {
    this.out = out;
    this.columns = columns(plan, metric);
    this.settings = new RankedSettings(true, this::add);
    lines.add(columns.stream().map(Column::name).toArray(), columns.size());
  }

  private static List<Column<RankedSetting>> columns(SweepPlan plan, RankingMetric metric) {
    List<Column<RankedSetting>> all = new ArrayList<>();
    all.add(new Column<>("rank", Type.LONG, RankedSetting::rank));
    all.add(new Column<>("optimizer", Type.TEXT, row -> trajectory(row).optimizer().key()));
    all.add(ofNumbers("learning_rate", row -> trajectory(row).learningRate()));
    all.add(new Column<>("epochs", Type.INT, row -> row.setting().epochs()));
    all.add(new Column<>("batch_size", Type.TEXT, row -> trajectory(row).batch()));
    all.add(ofNumbers("l1", row -> trajectory(row).l1()));
    all.add(ofNumbers("l2", row -> trajectory(row).l2()));
    all.addAll(ParameterColumns.of(plan, row -> trajectory(row).parameters()));
    all.add(new Column<>("trials", Type.LONG, row -> (long) row.trials().size()));
    for (State state : State.values()) {
      if (state == State.STOPPED && plan.brackets().isNone()) {
        continue;
      }
      all.add(new Column<>(state.key(), Type.LONG, row -> row.count(state)));
    }
    all.addAll(ranking(metric));
    for (Part part : Part.values()) {
      boolean has = part != Part.VALIDATION || plan.shape().hasValidation();
      Column<RankedSetting> loss = mean(part.key() + "_loss", part, PartMetrics::loss);
      if (has && all.stream().noneMatch(column -> column.name().equals(loss.name()))) {
        all.add(loss);
      }
    }
    return List.copyOf(all);
  }

  /** The ranking metric, and the spread of its mean. */
  private static List<Column<RankedSetting>> ranking(RankingMetric metric) {
    String key = metric.spec().key();
    return List.of(
        ofNumbers(key + "_mean", row -> metric.valueOfCost(row.costs(metric).mean())),
        ofNumbers(key + "_median", row -> metric.valueOfCost(row.costs(metric).median())),
        ofNumbers(key + "_worst", row -> metric.valueOfCost(row.costs(metric).largest())),
        over(key + "_deviation", metric, OverRepeats::deviation),
        over(key + "_standard_error", metric, OverRepeats::standardError));
  }

  private static Column<RankedSetting> over(
      String name, RankingMetric metric, ToDoubleFunction<OverRepeats> number) {
    return ofNumbers(name, row -> number.applyAsDouble(row.costs(metric)));
  }

  private static Column<RankedSetting> mean(
      String name, Part part, ToDoubleFunction<PartMetrics> error) {
    return ofNumbers(name + "_mean", row -> row.mean(part, error));
  }

  private static Trajectory trajectory(RankedSetting row) {
    return row.setting().trajectory();
  }

  @Override
  public void accept(RankedTrial trial) {
    settings.accept(trial);
  }

  private void add(RankedSetting setting) {
    lines.add(Column.values(columns, setting), columns.size());
    rows++;
    if (rows % ROWS_AT_ONCE == 0) {
      write();
    }
  }

  private void write() {
    try {
      out.write(lines.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lines = new CsvLines();
  }

  /** Writes the rest, after the last trial. */
  public void finish() throws IOException {
    try {
      settings.finish();
      write();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
