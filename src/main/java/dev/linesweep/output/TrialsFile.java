package dev.linesweep.output;

import dev.linesweep.model.PartErrors;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.OptimizerParameters;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.plan.TrialId;
import dev.linesweep.report.console.TrialListing;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.InOrder;
import dev.linesweep.result.RankedSettings;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.RunFacts;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterName;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.table.ParquetRows;
import dev.linesweep.table.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * {@code trials.parquet}: one row per trial by rank, with the columns of {@link TrialTable}. This
 * is the only reader of a folder's trials, and works without Spark.
 */
public final class TrialsFile {
  private static final RunFacts NO_FACTS =
      new RunFacts("", "", "", 0, Instant.EPOCH, Duration.ZERO);

  private static final Map<String, Optimizer> OPTIMIZERS =
      Arrays.stream(Optimizer.values())
          .collect(Collectors.toUnmodifiableMap(Optimizer::key, Function.identity()));

  private static final Map<Optimizer, List<String>> PARAMETERS =
      Arrays.stream(Optimizer.values())
          .collect(Collectors.toUnmodifiableMap(Function.identity(), TrialsFile::parameterColumns));

  private final OutputFolder folder;

  /** The names of a part's errors. */
  private record ErrorColumns(String loss, String mae, String rmse, String r2) {
    static final ErrorColumns TRAIN = of(Part.TRAIN);
    static final ErrorColumns VALIDATION = of(Part.VALIDATION);
    static final ErrorColumns TEST = of(Part.TEST);

    private static ErrorColumns of(Part part) {
      String key = part.key();
      return new ErrorColumns(key + "_loss", key + "_mae", key + "_rmse", key + "_r2");
    }
  }

  public TrialsFile(OutputFolder folder) {
    this.folder = folder;
  }

  /**
   * The rows, by rank.
   *
   * @throws JobException if the file is damaged, or has the columns of an earlier Linesweep
   */
  public ParquetRows rows() throws IOException {
    ParquetRows rows = folder.rows(folder.trials());
    if (rows.columns().stream().anyMatch(name -> !ParameterName.undotted(name).equals(name))) {
      throw new JobException(
          "%s: an earlier Linesweep wrote its trials.parquet, with other column names. Run the sweep again: it writes the file anew and trains nothing twice."
              .formatted(folder));
    }
    return rows;
  }

  /**
   * Gives every trial by rank, read on several cores.
   *
   * @param trial makes a trial from a row, without a model or facts of the run; pure
   */
  void forEach(Function<Row, RankedTrial> trial, Consumer<RankedTrial> sink) throws IOException {
    List<ParquetRows> parts = rows().without(TrialTable.besideErrors()).parts();
    try {
      InOrder.forEach(
          0,
          parts.size(),
          1,
          (from, to) -> trials(parts.get(from), trial),
          trials -> trials.forEach(sink));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static List<RankedTrial> trials(ParquetRows rows, Function<Row, RankedTrial> trial) {
    List<RankedTrial> trials = new ArrayList<>();
    try {
      rows.forEach(row -> trials.add(trial.apply(row)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return trials;
  }

  /**
   * The first row of each of the first settings, with all of its columns.
   *
   * @param repeats whether a setting may have several rows
   * @param trial makes a trial of a row
   */
  List<Row> firstOfSettings(int count, boolean repeats, Function<Row, RankedTrial> trial)
      throws IOException {
    List<Row> first = new ArrayList<>();
    RankedSettings settings = new RankedSettings(repeats, setting -> {});
    rows()
        .whileTrue(
            row -> {
              RankedTrial next = trial.apply(row);
              if (settings.begins(next)) {
                first.add(row);
              }
              settings.accept(next);
              return first.size() < count;
            });
    return first;
  }

  /**
   * Some of the rows, for display or for programs.
   *
   * @param sort a column, followed by {@code desc} to reverse the order; empty for the rank
   * @param top the most to list; 0 for all
   * @param ranks those to choose from
   * @throws JobException if the file is damaged, or has no such column
   */
  public TrialListing list(String sort, int top, LongPredicate ranks) throws IOException {
    ParquetRows rows = rows();
    List<String> columns = rows.columns();
    TrialOrder order = TrialOrder.parse(sort, columns);
    int most = top == 0 ? Integer.MAX_VALUE : top;
    PriorityQueue<Row> some = new PriorityQueue<>(order.reversed());
    rows.whileTrue(
        row -> {
          if (ranks.test(row.whole("rank", 0))) {
            some.add(row);
          }
          if (some.size() > most) {
            some.poll();
          }
          return !order.isByRank() || some.size() < most;
        });
    return new TrialListing(order.column(), columns, some.stream().sorted(order).toList());
  }

  /** The names of the columns in a sentence. */
  public static String names(List<String> columns) {
    return "The columns are %s.".formatted(String.join(", ", columns));
  }

  /** A trial's place, identity and state. */
  public record Place(long rank, TrialId id, State state) {}

  /** Takes places until it returns false. */
  @FunctionalInterface
  public interface Places {
    boolean wantsMoreAfter(Place place);
  }

  /** Gives the trials' places to the sink, by rank. */
  public void places(Places sink) throws IOException {
    rows()
        .only(Set.of("rank", "trial_id", "state"))
        .whileTrue(
            row -> sink.wantsMoreAfter(new Place(row.whole("rank", 0), id(row), state(row))));
  }

  /**
   * Converts a row to a result. It has only the errors that are in the table; others are not
   * numbers. Weights and facts of the run are left out.
   *
   * @param metric that ranked the sweep's trials
   * @param loss that they were trained with
   */
  static RankedTrial trial(Row row, RankingMetric metric, Loss loss) {
    TrialResult result =
        new TrialResult(
            new Trial(trajectory(row), (int) row.whole("epochs", 0)),
            id(row),
            new TrialResult.Ending(
                state(row),
                (int)
                    row.whole(state(row) == State.STOPPED ? "stopped_epoch" : "diverged_epoch", 0),
                row.text("error")),
            new PartErrors(
                metrics(row, ErrorColumns.TRAIN, metric, loss),
                metrics(row, ErrorColumns.VALIDATION, metric, loss),
                metrics(row, ErrorColumns.TEST, metric, loss)),
            new float[0],
            NO_FACTS);
    return new RankedTrial(row.whole("rank", 0), result);
  }

  /** The trial of a row, with its model if the row has one. */
  static FittedTrial fitted(RankedTrial trial, Row row) {
    return new FittedTrial(trial, row.numbers(TrialTable.WEIGHTS), row.number(TrialTable.BIAS));
  }

  private static TrialId id(Row row) {
    return TrialId.parse(row.text("trial_id"));
  }

  private static State state(Row row) {
    return State.valueOf(row.text("state"));
  }

  private static Trajectory trajectory(Row row) {
    Optimizer optimizer = OPTIMIZERS.get(row.text("optimizer"));
    if (optimizer == null) {
      throw new IllegalArgumentException("no optimizer is called " + row.text("optimizer"));
    }
    String batch = row.text("batch_size");
    return new Trajectory(
        parameters(row, optimizer),
        row.number("learning_rate"),
        batch.equals("full") ? ParameterSpec.FULL_BATCH : Integer.parseInt(batch),
        row.number("l1"),
        row.number("l2"),
        row.whole(ParameterColumns.SEED, Trajectory.NO_SEED),
        (int) row.whole(ParameterColumns.FOLD, Trajectory.NO_FOLD));
  }

  private static List<String> parameterColumns(Optimizer optimizer) {
    return optimizer.parameters().stream()
        .map(parameter -> ParameterName.of(optimizer, parameter))
        .toList();
  }

  private static OptimizerParameters parameters(Row row, Optimizer optimizer) {
    List<String> columns = PARAMETERS.getOrDefault(optimizer, List.of());
    Double[] values = new Double[columns.size()];
    Arrays.setAll(values, i -> row.number(columns.get(i)));
    return new OptimizerParameters(optimizer, List.of(values));
  }

  private static PartMetrics metrics(
      Row row, ErrorColumns columns, RankingMetric metric, Loss loss) {
    double trained = row.number(columns.loss);
    double mae = row.number(columns.mae);
    double rmse = row.number(columns.rmse);
    if (Double.isNaN(rmse)) {
      rmse = Math.sqrt(metric.labelVariance() * (1 - row.number(columns.r2)));
    }
    return new PartMetrics(
        trained,
        Double.isNaN(mae) && loss.isOfAbsolutes() ? trained : mae,
        Double.isNaN(rmse) && loss.isOfSquares() ? trained : rmse * rmse);
  }
}
