package dev.linesweep.engine.dl4j;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.TrainingSpec;
import java.util.List;

/** The yardstick of both engines: a DL4J network of its own for each trial, and nothing else. */
public final class PlainDl4j {
  private PlainDl4j() {}

  /** Readies ND4J as the engine does, on one thread. */
  public static void start() {
    Nd4jRuntime.start();
    Nd4jRuntime.useOneThreadHere();
  }

  /** Fits a trial from its initial weights to its last epoch; nothing is recorded on the way. */
  public static void fit(
      TrainingSpec training, Trajectory trajectory, int epochs, Samples samples) {
    BlockTraining alone = new BlockTraining(training, List.of(trajectory), new int[] {epochs});
    try (Network network = Network.single(alone, 0, samples);
        Batches batches =
            new Batches(samples.train(), trajectory.batchSize(), 1, training.shuffleSeed())) {
      for (int epoch = 1; epoch <= epochs; epoch++) {
        batches.of(epoch).forEach(network::fit);
      }
    }
  }
}
