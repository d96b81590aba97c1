package dev.linesweep.run;

import dev.linesweep.data.RowWeights;
import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.CostModel;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The time to train a block, measured by training its first epochs on this machine, on the first
 * rows if all rows would take long.
 */
final class BlockTimes {
  /** The most that one epoch may take, by the cost model. */
  private static final double EPOCH_SECONDS = 0.02;

  private static final int FEWEST_ROWS = 64;

  private final SweepPlan plan;
  private final Engine engine;
  private final WorkClock clock;
  private final List<Trajectory> columns;
  private final Samples samples;
  private final double growth;
  private final List<Run> runs = new ArrayList<>();

  BlockTimes(SweepPlan plan, Samples samples, Engine engine, Block block, WorkClock clock) {
    this.plan = plan;
    this.engine = engine;
    this.clock = clock;
    this.columns = plan.columns(block);
    CostModel cost = CostModel.of(plan.spec().engine().kind());
    int batchSize = columns.get(0).batchSize();
    double epoch = cost.seconds(plan.shape(), batchSize, 1, columns.size());
    this.samples =
        epoch <= EPOCH_SECONDS ? samples : firstRows(samples, EPOCH_SECONDS / epoch, batchSize);
    this.growth = epoch / cost.seconds(this.samples.shape(), batchSize, 1, columns.size());
  }

  /** A measured training: its epochs and how many of them it recorded. */
  private record Run(int epochs, int recorded) {}

  /**
   * The time of a block's trainings, modelled as {@code fixed + epochs · epoch + recorded ·
   * record}.
   *
   * @param whole seconds that the whole block takes
   * @param measured seconds that all measured trainings would take at that rate
   */
  record Rates(double whole, double measured) {}

  /**
   * Warms the code up: trains more epochs each time, or all of them again, until this many seconds
   * are spent. Then measures fewer epochs, as many epochs, and as many with recorded ones, which
   * together take about as long again.
   */
  Rates rates(double seconds) {
    int most = plan.maxEpochs();
    int epochs = 1;
    double last = train(epochs);
    for (double spent = last; spent < seconds; spent += last) {
      epochs = Math.min(2 * epochs, most);
      last = train(epochs);
    }
    int fewer = Math.max(1, epochs / 4);
    double less = epochs == 1 ? 0 : train(fewer);
    last = Math.min(last, train(epochs));
    double epoch = epochs == 1 ? last : Math.max(0, last - less) / (epochs - fewer);
    double record = record(epochs, last);
    return rates(Math.max(0, last - epochs * epoch - record), epoch, record);
  }

  /** The extra time of a recorded epoch. */
  private double record(int epochs, double unrecorded) {
    int[] recorded =
        IntStream.rangeClosed(1, Math.min(epochs, plan.recordedEpochs().length)).toArray();
    if (recorded.length == 1) {
      return 0;
    }
    recorded[recorded.length - 1] = epochs;
    return Math.max(0, train(recorded) - unrecorded) / (recorded.length - 1);
  }

  private Rates rates(double fixed, double epoch, double record) {
    double whole = fixed + plan.maxEpochs() * epoch + plan.recordedEpochs().length * record;
    double measured =
        runs.stream().mapToDouble(run -> fixed + run.epochs * epoch + run.recorded * record).sum();
    return new Rates(whole * growth, measured);
  }

  private double train(int... epochs) {
    BlockTraining training = new BlockTraining(plan.spec().training(), columns, epochs);
    runs.add(new Run(epochs[epochs.length - 1], epochs.length));
    return clock.time(() -> engine.train(training, samples));
  }

  private static Samples firstRows(Samples samples, double share, int batchSize) {
    int least = batchSize == ParameterSpec.FULL_BATCH ? FEWEST_ROWS : 2 * batchSize;
    int features = samples.features().size();
    return new Samples(
        first(samples.train(), share, least, features),
        first(samples.validation(), share, 0, features),
        first(samples.test(), share, 1, features),
        samples.rowNumbers(),
        samples.scaling(),
        samples.standardize(),
        samples.names());
  }

  private static Samples.Part first(Samples.Part part, double share, int least, int features) {
    int rows = Math.min(part.rows(), Math.max(least, (int) (part.rows() * share)));
    return new Samples.Part(
        Arrays.copyOf(part.x(), rows * features),
        Arrays.copyOf(part.y(), rows),
        new RowWeights(
            Arrays.copyOf(part.rowWeights().values(), part.rowWeights().isNone() ? 0 : rows)));
  }
}
