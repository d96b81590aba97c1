package dev.linesweep.output;

import static dev.linesweep.table.Column.ofNumbers;

import dev.linesweep.data.Samples;
import dev.linesweep.model.LinearModel;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.RunFacts;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.table.Column;
import dev.linesweep.table.Column.Type;
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
  private final List<Column<Line>> columns;
  private final List<Column<Line>> columnsWithFacts;

  /** A trial, with its model in the units of the data; no weights and no bias if it has none. */
  private record Line(long rank, TrialResult result, double[] weights, double bias) {
    Trajectory trajectory() {
      return result.trial().trajectory();
    }

    RunFacts facts() {
      return result.facts();
    }
  }

  public TrialTable(SweepPlan plan, Samples samples, RankingMetric metric) {
    this.samples = samples;
    List<Column<Line>> all = new ArrayList<>(settings(plan));
    all.addAll(results(plan.shape().hasValidation(), samples.labelVariance(Part.TEST)));
    this.columns = List.copyOf(all);
    all.addAll(FACTS);
    String ranking = metric.spec().key();
    if (columns.stream().noneMatch(column -> column.name().equals(ranking))) {
      all.add(
          ofNumbers(
              ranking, line -> metric.value(line.result().errors().of(metric.spec().part()))));
    }
    this.columnsWithFacts = List.copyOf(all);
  }

  private static List<Column<Line>> settings(SweepPlan plan) {
    List<Column<Line>> all =
        new ArrayList<>(
            List.of(
                new Column<>("rank", Type.LONG, Line::rank),
                new Column<>("trial_id", Type.TEXT, line -> line.result().id().toString()),
                new Column<>("state", Type.TEXT, line -> line.result().state().name()),
                new Column<>("optimizer", Type.TEXT, line -> line.trajectory().optimizer().key()),
                ofNumbers("learning_rate", line -> line.trajectory().learningRate()),
                new Column<>("epochs", Type.INT, line -> line.result().trial().epochs()),
                new Column<>("batch_size", Type.TEXT, line -> line.trajectory().batch()),
                ofNumbers("l1", line -> line.trajectory().l1()),
                ofNumbers("l2", line -> line.trajectory().l2())));
    all.addAll(SettingColumns.of(plan, line -> line.trajectory().settings()));
    all.add(SettingColumns.seed(Line::trajectory));
    return all;
  }

  private static List<Column<Line>> results(boolean validation, double testVariance) {
    List<Column<Line>> all = new ArrayList<>();
    all.add(ofNumbers("train_loss", line -> line.result().train().loss()));
    if (validation) {
      all.add(ofNumbers("validation_loss", line -> line.result().validation().loss()));
    }
    all.add(ofNumbers("test_loss", line -> line.result().test().loss()));
    all.add(ofNumbers("test_mae", line -> line.result().test().mae()));
    all.add(ofNumbers("test_rmse", line -> line.result().test().rmse()));
    all.add(ofNumbers("test_r2", line -> line.result().test().r2(testVariance)));
    all.add(ofNumbers("bias", Line::bias));
    all.add(new Column<>("weights", Type.DOUBLES, line -> shown(line.weights())));
    all.add(new Column<>("diverged_epoch", Type.INT, line -> divergedEpoch(line.result())));
    all.add(new Column<>("error", Type.TEXT, line -> error(line.result())));
    return all;
  }

  private static final List<Column<Line>> FACTS =
      List.of(
          new Column<>("trajectory_id", Type.TEXT, line -> line.trajectory().id().toString()),
          new Column<>("engine", Type.TEXT, line -> line.facts().engine()),
          new Column<>("device", Type.TEXT, line -> line.facts().device()),
          new Column<>("host", Type.TEXT, line -> line.facts().host()),
          new Column<>("attempt", Type.INT, line -> line.facts().attempt()),
          ofNumbers("block_seconds", line -> line.facts().trainTime().toNanos() / 1e9),
          new Column<>("started", Type.TIMESTAMP, line -> line.facts().start()),
          new Column<>(
              "finished",
              Type.TIMESTAMP,
              line -> line.facts().start().plus(line.facts().trainTime())));

  /** The columns of {@code summary.csv}: nothing that varies from run to run. */
  public List<? extends Column<?>> columns() {
    return columns;
  }

  /**
   * The columns of {@code trials.parquet}: the same, then the trajectory that {@code
   * curves.parquet} has the losses of, how the trial's block was trained, and the number that ranks
   * if it is none of the columns before.
   */
  public List<? extends Column<?>> columnsWithFacts() {
    return columnsWithFacts;
  }

  /** A value for each of {@link #columns()}. */
  public @Nullable Object[] row(RankedTrial trial) {
    return Column.values(columns, line(trial));
  }

  /** A value for each of {@link #columnsWithFacts()}. */
  public @Nullable Object[] rowWithFacts(RankedTrial trial) {
    return Column.values(columnsWithFacts, line(trial));
  }

  private Line line(RankedTrial trial) {
    TrialResult result = trial.result();
    if (result.weights().length == 0) {
      return new Line(trial.rank(), result, new double[0], Double.NaN);
    }
    LinearModel model = LinearModel.of(result.weights(), samples);
    return new Line(trial.rank(), result, model.weights(), model.bias());
  }

  private static double @Nullable [] shown(double[] weights) {
    boolean shown =
        weights.length > 0
            && weights.length <= MAX_WEIGHTS
            && Arrays.stream(weights).allMatch(Double::isFinite);
    return shown ? weights : null;
  }

  private static @Nullable Integer divergedEpoch(TrialResult result) {
    return result.divergedEpoch() > 0 ? result.divergedEpoch() : null;
  }

  private static @Nullable String error(TrialResult result) {
    return result.error().isEmpty() ? null : harmless(result.error());
  }

  /** A spreadsheet takes a text that begins so for a formula. */
  static String harmless(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }
}
