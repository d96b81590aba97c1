package dev.linesweep.output;

import dev.linesweep.model.PartMetrics;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.OptimizerSettings;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.plan.TrialId;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.RunFacts;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.table.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads back what {@link TrialTable} writes. Of the errors only those come back that the table has;
 * the others are not numbers. Weights and facts of the run stay behind.
 */
public final class TrialRows {
  private static final RunFacts NO_FACTS =
      new RunFacts("", "", "", 0, Instant.EPOCH, Duration.ZERO);

  private final RankingMetric metric;
  private final Loss loss;
  private final Map<String, Optimizer> optimizers = new HashMap<>();

  /**
   * @param metric that ranked the sweep's trials
   * @param loss that they were trained with
   */
  public TrialRows(RankingMetric metric, Loss loss) {
    this.metric = metric;
    this.loss = loss;
    for (Optimizer optimizer : Optimizer.values()) {
      optimizers.put(optimizer.key(), optimizer);
    }
  }

  public RankedTrial trial(Row row) {
    Trial trial = new Trial(trajectory(row), (int) row.whole("epochs", 0));
    TrialResult result =
        new TrialResult(
            trial,
            TrialId.parse(row.text("trial_id")),
            State.valueOf(row.text("state")),
            metrics(row, Part.TRAIN),
            metrics(row, Part.VALIDATION),
            metrics(row, Part.TEST),
            new float[0],
            (int) row.whole("diverged_epoch", 0),
            row.text("error"),
            NO_FACTS);
    return new RankedTrial(row.whole("rank", 0), result);
  }

  private Trajectory trajectory(Row row) {
    Optimizer optimizer = optimizers.get(row.text("optimizer"));
    if (optimizer == null) {
      throw new IllegalArgumentException("no optimizer is called " + row.text("optimizer"));
    }
    List<Double> settings =
        optimizer.settings().stream()
            .map(setting -> row.number(optimizer.key() + "." + setting.key()))
            .toList();
    String batch = row.text("batch_size");
    return new Trajectory(
        new OptimizerSettings(optimizer, settings),
        row.number("learning_rate"),
        batch.equals("full") ? ParameterSpec.FULL_BATCH : Integer.parseInt(batch),
        row.number("l1"),
        row.number("l2"),
        row.whole("seed", Trajectory.NO_SEED));
  }

  private PartMetrics metrics(Row row, Part part) {
    String prefix = part.name().toLowerCase(Locale.ROOT) + "_";
    double trained = row.number(prefix + "loss");
    double mae = row.number(prefix + "mae");
    double rmse = row.number(prefix + "rmse");
    if (Double.isNaN(rmse)) {
      rmse = Math.sqrt(metric.labelVariance() * (1 - row.number(prefix + "r2")));
    }
    return new PartMetrics(
        trained,
        Double.isNaN(mae) && loss == Loss.MAE ? trained : mae,
        Double.isNaN(rmse) && loss == Loss.MSE ? trained : rmse * rmse);
  }
}
