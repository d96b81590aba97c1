package dev.linesweep.output;

import dev.linesweep.data.Samples;
import dev.linesweep.model.LinearModel;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.RunFacts;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.table.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of {@code summary.csv} and {@code trials.parquet}, and the values of each trial. Both
 * files are written from it, so they agree.
 *
 * <p>A value that does not apply or is not finite is null. Settings are those of the job's
 * optimizers, as {@code <optimizer>.<setting>} in DL4J's order of optimizers. {@code batch_size} is
 * a text, {@code full} or a number. Weights and bias are in the units of the data, the weights in
 * the features' order and only up to {@value #MAX_WEIGHTS} of them.
 */
public final class TrialTable {
  /** With more features than this the weights are left out. */
  public static final int MAX_WEIGHTS = 64;

  private final Samples samples;
  private final boolean validation;
  private final double testVariance;
  private final RankingMetric metric;
  private final boolean metricIsExtra;
  private final SettingColumns settings;
  private final List<Column> columns;
  private final List<Column> columnsWithFacts;

  public TrialTable(SweepPlan plan, Samples samples) {
    this.samples = samples;
    this.validation = plan.shape().hasValidation();
    this.testVariance = samples.labelVariance(Part.TEST);
    this.settings = new SettingColumns(plan);
    this.columns = List.copyOf(columnsWithoutFacts());
    this.metric = RankingMetric.of(plan.spec().metric(), samples);
    this.metricIsExtra =
        columns.stream().noneMatch(column -> column.name().equals(metric.spec().key()));
    List<Column> all = new ArrayList<>(columns);
    all.addAll(FACTS);
    if (metricIsExtra) {
      all.add(new Column(metric.spec().key(), Column.Type.DOUBLE));
    }
    this.columnsWithFacts = List.copyOf(all);
  }

  private static final List<Column> FACTS =
      List.of(
          new Column("trajectory_id", Column.Type.TEXT),
          new Column("engine", Column.Type.TEXT),
          new Column("device", Column.Type.TEXT),
          new Column("host", Column.Type.TEXT),
          new Column("attempt", Column.Type.INT),
          new Column("block_seconds", Column.Type.DOUBLE),
          new Column("started", Column.Type.TIMESTAMP),
          new Column("finished", Column.Type.TIMESTAMP));

  /** The columns of {@code summary.csv}: nothing that varies from run to run. */
  public List<Column> columns() {
    return columns;
  }

  /**
   * The columns of {@code trials.parquet}: the same, then the trajectory that {@code
   * curves.parquet} has the losses of, how the trial's block was trained, and the number that ranks
   * where it is none of the columns before.
   */
  public List<Column> columnsWithFacts() {
    return columnsWithFacts;
  }

  /** A value for each of {@link #columns()}. */
  public @Nullable Object[] row(RankedTrial trial) {
    @Nullable Object[] row = new @Nullable Object[columns.size()];
    fill(row, trial);
    return row;
  }

  /** A value for each of {@link #columnsWithFacts()}. */
  public @Nullable Object[] rowWithFacts(RankedTrial trial) {
    @Nullable Object[] row = new @Nullable Object[columnsWithFacts.size()];
    int at = fill(row, trial);
    RunFacts facts = trial.result().facts();
    row[at++] = trial.result().trial().trajectory().id().toString();
    row[at++] = facts.engine();
    row[at++] = facts.device();
    row[at++] = facts.host();
    row[at++] = facts.attempt();
    row[at++] = facts.trainTime().toNanos() / 1e9;
    Instant start = facts.start();
    row[at++] = start;
    row[at++] = start.plus(facts.trainTime());
    if (metricIsExtra) {
      row[at] = finite(metric.value(SweepReport.part(trial.result(), metric.spec().part())));
    }
    return row;
  }

  private List<Column> columnsWithoutFacts() {
    List<Column> all = new ArrayList<>();
    all.add(new Column("rank", Column.Type.LONG));
    all.add(new Column("trial_id", Column.Type.TEXT));
    all.add(new Column("state", Column.Type.TEXT));
    all.add(new Column("optimizer", Column.Type.TEXT));
    all.add(new Column("learning_rate", Column.Type.DOUBLE));
    all.add(new Column("epochs", Column.Type.INT));
    all.add(new Column("batch_size", Column.Type.TEXT));
    all.add(new Column("l1", Column.Type.DOUBLE));
    all.add(new Column("l2", Column.Type.DOUBLE));
    all.addAll(settings.columns());
    all.add(new Column("seed", Column.Type.LONG));
    all.add(new Column("train_loss", Column.Type.DOUBLE));
    if (validation) {
      all.add(new Column("validation_loss", Column.Type.DOUBLE));
    }
    for (String name : List.of("test_loss", "test_mae", "test_rmse", "test_r2", "bias")) {
      all.add(new Column(name, Column.Type.DOUBLE));
    }
    all.add(new Column("weights", Column.Type.DOUBLES));
    all.add(new Column("diverged_epoch", Column.Type.INT));
    all.add(new Column("error", Column.Type.TEXT));
    return all;
  }

  private int fill(@Nullable Object[] row, RankedTrial ranked) {
    TrialResult result = ranked.result();
    Trajectory trajectory = result.trial().trajectory();
    int at = 0;
    row[at++] = ranked.rank();
    row[at++] = result.id().toString();
    row[at++] = result.state().name();
    row[at++] = trajectory.optimizer().key();
    row[at++] = finite(trajectory.learningRate());
    row[at++] = result.trial().epochs();
    row[at++] = trajectory.batch();
    row[at++] = trajectory.l1();
    row[at++] = trajectory.l2();
    at = settings.fill(row, at, trajectory.settings());
    row[at++] = trajectory.hasSeed() ? trajectory.seed() : null;
    return fillResult(row, at, result);
  }

  private int fillResult(@Nullable Object[] row, int from, TrialResult result) {
    int at = from;
    row[at++] = finite(result.train().loss());
    if (validation) {
      row[at++] = finite(result.validation().loss());
    }
    row[at++] = finite(result.test().loss());
    row[at++] = finite(result.test().mae());
    row[at++] = finite(result.test().rmse());
    row[at++] = finite(result.test().r2(testVariance));
    if (result.weights().length > 0) {
      LinearModel model = LinearModel.of(result.weights(), samples);
      row[at] = finite(model.bias());
      row[at + 1] = shown(model.weights()) ? model.weights() : null;
    }
    at += 2;
    row[at++] = result.divergedEpoch() > 0 ? result.divergedEpoch() : null;
    row[at++] = result.error().isEmpty() ? null : harmless(result.error());
    return at;
  }

  private static boolean shown(double[] weights) {
    return weights.length <= MAX_WEIGHTS && Arrays.stream(weights).allMatch(Double::isFinite);
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** A spreadsheet takes a text that begins so for a formula. */
  static String harmless(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }
}
