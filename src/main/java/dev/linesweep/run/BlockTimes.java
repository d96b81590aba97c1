package dev.linesweep.run;

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
 * What the training of a block takes, found by training its first epochs on this machine, on the
 * first rows where all would take long.
 */
final class BlockTimes {
  /** One epoch at the most, by the cost model. */
  private static final double EPOCH_SECONDS = 0.1;

  private static final int FEWEST_ROWS = 64;

  private final SweepPlan plan;
  private final Engine engine;
  private final WorkClock clock;
  private final List<Trajectory> columns;
  private final Samples samples;
  private final double growth;
  private final double seconds;
  private final List<Run> runs = new ArrayList<>();

  /**
   * Times of a block.
   *
   * @param seconds a training should take at the least to be trusted; less is noise
   */
  BlockTimes(SweepPlan plan, Samples samples, Engine engine, Block block, double seconds) {
    this.plan = plan;
    this.engine = engine;
    this.clock = WorkClock.of(engine.device());
    this.columns = plan.columns(block);
    this.seconds = seconds;
    CostModel cost = CostModel.of(plan.spec().engine().kind());
    int batchSize = columns.get(0).batchSize();
    double epoch = cost.seconds(plan.shape(), batchSize, 1, columns.size());
    this.samples =
        epoch <= EPOCH_SECONDS ? samples : firstRows(samples, EPOCH_SECONDS / epoch, batchSize);
    this.growth = epoch / cost.seconds(this.samples.shape(), batchSize, 1, columns.size());
  }

  /** A training that was done: epochs, recorded ones of them, seconds. */
  private record Run(int epochs, int recorded, double seconds) {}

  /**
   * What one round of trainings says: {@code fixed + epochs · epoch + recorded · record} seconds.
   *
   * @param runs all trainings of the round
   */
  record Rates(double fixed, double epoch, double record, List<Run> runs) {
    private double seconds(double epochs, double recorded) {
      return fixed + epochs * epoch + recorded * record;
    }

    /** What the round's trainings took. */
    double seconds() {
      return runs.stream().mapToDouble(Run::seconds).sum();
    }

    /** What the trainings of another round would have taken. */
    double seconds(Rates other) {
      return other.runs.stream().mapToDouble(run -> seconds(run.epochs, run.recorded)).sum();
    }
  }

  /** Seconds of the whole block, by these rates. */
  double whole(Rates rates) {
    return rates.seconds(plan.maxEpochs(), plan.recordedEpochs().length) * growth;
  }

  /**
   * More epochs each time, until one training is long enough; then a shorter and a recorded one.
   */
  Rates round() {
    runs.clear();
    int most = plan.maxEpochs();
    int epochs = 1;
    double first = best(1);
    double last = first;
    // What a training costs whatever its epochs must not pass for the cost of an epoch.
    while (last - first < seconds / 2 && epochs < most) {
      epochs = (int) Math.min((last - first < seconds / 16 ? 8L : 2L) * epochs, most);
      last = best(epochs);
    }
    int fewer = Math.max(1, epochs / 4);
    double less = epochs == 1 ? 0 : best(fewer);
    double epoch = epochs == 1 ? last : Math.max(0, last - less) / (epochs - fewer);
    int[] every =
        IntStream.rangeClosed(1, Math.min(epochs, plan.recordedEpochs().length)).toArray();
    every[every.length - 1] = epochs;
    double recording = every.length == 1 ? last : best(every);
    double record = Math.max(0, recording - last) / Math.max(1, every.length - 1);
    return new Rates(Math.max(0, last - epochs * epoch - record), epoch, record, List.copyOf(runs));
  }

  /** The faster of two trainings that record these epochs, in seconds. */
  private double best(int... epochs) {
    return Math.min(train(epochs), train(epochs));
  }

  private double train(int... epochs) {
    BlockTraining training = new BlockTraining(plan.spec().training(), columns, epochs);
    double took = clock.time(() -> engine.train(training, samples));
    runs.add(new Run(epochs[epochs.length - 1], epochs.length, took));
    return took;
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
        Arrays.copyOf(part.x(), rows * features), Arrays.copyOf(part.y(), rows));
  }
}
