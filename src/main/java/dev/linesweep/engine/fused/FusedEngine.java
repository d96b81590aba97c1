package dev.linesweep.engine.fused;

import dev.linesweep.data.BatchOrder;
import dev.linesweep.data.InitialWeights;
import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.plan.OptimizerSettings;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.TrainingSpec;
import java.util.Optional;

/**
 * The engine that trains a column a trajectory in the JVM's vector instructions, and in plain loops
 * with the same results if the JVM was started without them.
 *
 * <p>Its losses are mae, mse and mape: those whose gradients need no logarithm.
 */
public final class FusedEngine implements Engine {
  @Override
  public String name() {
    return "fused " + Compute.name();
  }

  @Override
  public String device() {
    return "cpu";
  }

  /** Why this engine is slow in this JVM, and what to do about it; empty if it is not. */
  public Optional<String> slowBecause() {
    return Compute.slowBecause();
  }

  @Override
  public Snapshots train(BlockTraining block, Samples samples, TrainingWatch watch) {
    Trajectory first = block.columns().get(0);
    TrainingSpec training = block.training();
    int features = samples.features().size();
    int rows = samples.train().rows();
    return Trainer.train(
        new Training(
            features,
            samples.train(),
            samples.validation(),
            samples.test(),
            training.loss(),
            samples.labelScale(),
            first.optimizer(),
            first.fullBatch() ? Training.FULL : first.batchSize(),
            epoch -> BatchOrder.permutation(training.shuffleSeed(), epoch, rows),
            block.epochs(),
            block.columns().stream().map(column -> settings(column, training, samples)).toList()),
        Compute.kernels(cells(block, samples)),
        watch);
  }

  private static long cells(BlockTraining block, Samples samples) {
    return (long) samples.train().x().length * block.columns().size() * block.lastEpoch();
  }

  private static ColumnSettings settings(
      Trajectory column, TrainingSpec training, Samples samples) {
    OptimizerSettings values = column.settings();
    return ColumnSettings.of(
        column.optimizer(),
        column.learningRate(),
        values.values(),
        column.l1(),
        column.l2(),
        InitialWeights.of(training.init(), column.seed(), samples));
  }
}
