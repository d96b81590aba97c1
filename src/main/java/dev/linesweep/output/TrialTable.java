package dev.linesweep.output;

import static dev.linesweep.table.Column.ofNumbers;

import dev.linesweep.data.SampleSets;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.Ranking;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.table.Column;
import dev.linesweep.table.Column.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of {@code summary.csv} and {@code trials.parquet}, and the values of each trial. Both
 * files are written from it, so they agree. The value of the ranking metric is in both, for every
 * metric.
 *
 * <p>A value that does not apply or is not finite is null. Parameters are those of the job's
 * optimizers, as {@code <optimizer>_<parameter>} in DL4J's order of optimizers. {@code batch_size}
 * is a text, {@code full} or a number. Weights and bias are in the units of the data; there are at
 * most {@value #MAX_WEIGHTS} weights, in the order of the features.
 */
public final class TrialTable {
  /** With more features than this the weights are left out. */
  public static final int MAX_WEIGHTS = 64;

  static final String BIAS = "bias";
  static final String WEIGHTS = "weights";
  private static final String TRAJECTORY = "trajectory_id";

  private final SampleSets samples;
  private final List<Column<FittedTrial>> columns;
  private final List<Column<FittedTrial>> columnsWithFacts;

  /**
   * @param ranking the ranking of the trials in the table
   * @param samples that they were trained on
   */
  public TrialTable(Ranking ranking, SampleSets samples) {
    SweepPlan plan = ranking.plan();
    RankingMetric metric = ranking.metric();
    this.samples = samples;
    List<Column<FittedTrial>> all = new ArrayList<>(settings(plan));
    all.addAll(errors(plan.shape().hasValidation(), samples.all().labelVariance(Part.TEST)));
    String ranksBy = metric.spec().key();
    if (all.stream().noneMatch(column -> column.name().equals(ranksBy))) {
      all.add(
          ofNumbers(
              ranksBy,
              trial ->
                  metric
                      .in(trajectory(trial).fold())
                      .value(trial.result().errors().of(metric.spec().part()))));
    }
    all.addAll(results(plan));
    this.columns = List.copyOf(all);
    all.add(
        new Column<>(TRAJECTORY, Type.ID, trial -> ranking.trajectoryId(trial.rank()).toString()));
    all.addAll(FACTS);
    this.columnsWithFacts = List.copyOf(all);
  }

  private static List<Column<FittedTrial>> settings(SweepPlan plan) {
    List<Column<FittedTrial>> all =
        new ArrayList<>(
            List.of(
                new Column<>("rank", Type.LONG, FittedTrial::rank),
                new Column<>("trial_id", Type.ID, trial -> trial.result().id().toString()),
                new Column<>("state", Type.TEXT, trial -> trial.result().state().name()),
                new Column<>("optimizer", Type.TEXT, trial -> trajectory(trial).optimizer().key()),
                ofNumbers("learning_rate", trial -> trajectory(trial).learningRate()),
                new Column<>("epochs", Type.INT, trial -> trial.result().trial().epochs()),
                new Column<>("batch_size", Type.TEXT, trial -> trajectory(trial).batch()),
                ofNumbers("l1", trial -> trajectory(trial).l1()),
                ofNumbers("l2", trial -> trajectory(trial).l2())));
    all.addAll(ParameterColumns.of(plan, trial -> trajectory(trial).parameters()));
    all.addAll(ParameterColumns.repeats(plan, TrialTable::trajectory));
    return all;
  }

  private static List<Column<FittedTrial>> errors(boolean validation, double testVariance) {
    List<Column<FittedTrial>> all = new ArrayList<>();
    all.add(ofNumbers("train_loss", trial -> trial.result().train().loss()));
    if (validation) {
      all.add(ofNumbers("validation_loss", trial -> trial.result().validation().loss()));
    }
    all.add(ofNumbers("test_loss", trial -> trial.result().test().loss()));
    all.add(ofNumbers("test_mae", trial -> trial.result().test().mae()));
    all.add(ofNumbers("test_rmse", trial -> trial.result().test().rmse()));
    all.add(ofNumbers("test_r2", trial -> trial.result().test().r2(testVariance)));
    return all;
  }

  private static List<Column<FittedTrial>> results(SweepPlan plan) {
    List<Column<FittedTrial>> all = new ArrayList<>();
    all.add(ofNumbers(BIAS, FittedTrial::bias));
    all.add(new Column<>(WEIGHTS, Type.DOUBLES, trial -> shown(trial.weights())));
    all.add(epoch("diverged_epoch", TrialResult::divergedEpoch));
    if (!plan.brackets().isNone()) {
      all.add(epoch("stopped_epoch", TrialResult::stoppedEpoch));
    }
    all.add(new Column<>("error", Type.TEXT, trial -> error(trial.result())));
    return all;
  }

  private static Column<FittedTrial> epoch(String name, ToIntFunction<TrialResult> value) {
    return new Column<>(
        name,
        Type.INT,
        trial -> {
          int epoch = value.applyAsInt(trial.result());
          return epoch > 0 ? epoch : null;
        });
  }

  private static final List<Column<FittedTrial>> FACTS =
      List.of(
          new Column<>("engine", Type.TEXT, trial -> trial.result().facts().engine()),
          new Column<>("device", Type.TEXT, trial -> trial.result().facts().device()),
          new Column<>("host", Type.TEXT, trial -> trial.result().facts().host()),
          new Column<>("attempt", Type.INT, trial -> trial.result().facts().attempt()),
          ofNumbers("block_seconds", trial -> trial.result().facts().trainTime().toNanos() / 1e9),
          new Column<>("started", Type.TIMESTAMP, trial -> trial.result().facts().start()),
          new Column<>(
              "finished",
              Type.TIMESTAMP,
              trial -> trial.result().facts().start().plus(trial.result().facts().trainTime())));

  /** The columns of a trial's model and of its run, which are not needed for its errors. */
  static Set<String> besideErrors() {
    return Stream.concat(Stream.of(BIAS, WEIGHTS, TRAJECTORY), FACTS.stream().map(Column::name))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The columns of {@code summary.csv}: nothing that varies from run to run. */
  public List<? extends Column<?>> columns() {
    return columns;
  }

  /**
   * The columns of {@code trials.parquet}: the same, then the trajectory whose losses are in {@code
   * curves.parquet}, and how the trial's block was trained.
   */
  public List<? extends Column<?>> columnsWithFacts() {
    return columnsWithFacts;
  }

  /** The values of {@link #columnsWithFacts()}, of which {@link #columns()} are the first. */
  public @Nullable Object[] rowWithFacts(RankedTrial trial) {
    return Column.values(columnsWithFacts, FittedTrial.of(trial, samples));
  }

  private static Trajectory trajectory(FittedTrial trial) {
    return trial.result().trial().trajectory();
  }

  private static double @Nullable [] shown(double[] weights) {
    return weights.length > 0 && weights.length <= MAX_WEIGHTS && areFinite(weights)
        ? weights
        : null;
  }

  private static boolean areFinite(double[] numbers) {
    for (double number : numbers) {
      if (!Double.isFinite(number)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String error(TrialResult result) {
    return result.error().isEmpty() ? null : harmless(result.error());
  }

  /** A spreadsheet treats a text that begins with one of these as a formula. */
  static String harmless(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }
}
