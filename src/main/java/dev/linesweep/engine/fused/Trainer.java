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
  private final TrainingColumns columns;
  private final TileRecorder recorder;
  private final GradientSum gradients;
  private final OptimizerStep step;
  private final Consumer<Tile> takeStep;
  private int trained;
  private int steps;

  private Trainer(Training training, Kernels kernels, TrainingWatch watch, GradientSum gradients) {
    this.training = training;
    this.kernels = kernels;
    this.watch = watch;
    this.gradients = gradients;
    watched = watch.seesSteps();
    columns = new TrainingColumns(training, kernels.width(), kernels.vector());
    recorder = new TileRecorder(training, kernels);
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
    watch.start().ifPresent(this::begin);
    for (int epoch = trained + 1; epoch <= last && !columns.tiles().isEmpty(); epoch++) {
      Interrupted.check();
      trainEpoch(epoch);
      columns.dropDiverged(epoch, kernels);
      recorder.after(epoch, columns.tiles());
      trained = epoch;
      steps = 0;
      watch.epochEnded(epoch, this::state);
    }
    return recorder.finish(columns.diverged());
  }

  private void begin(TrainingState state) {
    recorder.restore(state.recorded());
    columns.restore(state);
    trained = state.epoch();
    steps = state.steps();
  }

  private TrainingState state() {
    TrainingColumns.Saved saved = columns.save();
    return new TrainingState(
        trained, steps, recorder.soFar(columns.diverged()), saved.floats(), saved.doubles());
  }

  private void trainEpoch(int epoch) {
    columns.scaleRates(training.block().rateFactor().at(epoch));
    int rows = training.train().rows();
    int batch = training.rowsPerStep();
    int of = training.stepsPerEpoch();
    int[] order = training.orderOf(epoch);
    while (steps < of) {
      int from = steps * batch;
      int to = Math.min(rows, from + batch);
      step.next(to - from);
      gradients.sum(order, from, to, columns.tiles(), takeStep);
      if (watched) {
        watch.stepped(columns::weights);
      }
      steps++;
      if (steps < of) {
        watch.within(epoch, steps, of, this::state);
      }
    }
  }
}
