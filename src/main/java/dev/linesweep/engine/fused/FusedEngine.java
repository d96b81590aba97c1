package dev.linesweep.engine.fused;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.result.Snapshots;
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
    Training training = new Training(block, samples);
    Kernels kernels = Compute.kernels(training.cells());
    return Trainer.train(training, kernels, watch, new ChunkedSum(training, kernels));
  }
}
