package dev.linesweep.engine.fused;

import dev.linesweep.engine.Interrupted;
import dev.linesweep.engine.TrainingState;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.result.Snapshots;
import java.util.function.Consumer;

/**
 * Runs a training: epochs and their steps. {@link GradientSum} sums over the rows of a step, {@link
 * OptimizerStep} moves the weights.
 */
final class Trainer {
  private final Training training;
  private final Kernels kernels;
  private final TrainingWatch watch;
  private final boolean watched;
  private final Columns columns;
  private final GradientSum gradients;
  private final OptimizerStep step;
  private final Consumer<Tile> takeStep;

  private Trainer(Training training, Kernels kernels, TrainingWatch watch, GradientSum gradients) {
    this.training = training;
    this.kernels = kernels;
    this.watch = watch;
    this.gradients = gradients;
    watched = watch.seesSteps();
    columns = new Columns(training, kernels);
    step = new OptimizerStep(training, kernels, columns.corrections());
    takeStep = step::take;
  }

  static Snapshots train(Training training, Kernels kernels) {
    return train(training, kernels, TrainingWatch.NONE, new ChunkedSum(training, kernels));
  }

  static Snapshots train(
      Training training, Kernels kernels, TrainingWatch watch, GradientSum gradients) {
    return new Trainer(training, kernels, watch, gradients).run();
  }

  private Snapshots run() {
    int last = training.block().lastEpoch();
    Recorder recorder = new Recorder(training, kernels);
    int start = watch.start().map(state -> begin(state, recorder)).orElse(0);
    for (int epoch = start + 1; epoch <= last && !columns.tiles().isEmpty(); epoch++) {
      Interrupted.check();
      trainEpoch(epoch);
      columns.dropDiverged(epoch);
      recorder.after(epoch, columns.tiles());
      int now = epoch;
      watch.epochEnded(epoch, () -> state(now, recorder));
    }
    return recorder.finish(columns.diverged());
  }

  private int begin(TrainingState state, Recorder recorder) {
    recorder.restore(state.recorded());
    columns.restore(state.recorded().divergedEpochs(), state.floats());
    columns.corrections().restore(state.doubles());
    return state.epoch();
  }

  private TrainingState state(int epoch, Recorder recorder) {
    return new TrainingState(
        epoch, recorder.soFar(columns.diverged()), columns.save(), columns.corrections().save());
  }

  private void trainEpoch(int epoch) {
    columns.scaleRates(training.block().rateFactor().at(epoch));
    int rows = training.train().rows();
    int batch = training.rowsPerStep();
    int[] order = training.orderOf(epoch);
    for (int from = 0; from < rows; from += batch) {
      int to = Math.min(rows, from + batch);
      step.next(to - from);
      gradients.sum(order, from, to, columns.tiles(), takeStep);
      if (watched) {
        watch.stepped(columns::weights);
      }
    }
  }
}
