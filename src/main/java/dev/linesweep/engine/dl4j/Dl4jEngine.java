package dev.linesweep.engine.dl4j;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.EngineUnavailableException;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Device;
import java.util.List;
import java.util.OptionalInt;

/**
 * Trains a block as one DL4J network, fitted epoch by epoch. One column is plain DL4J; more are
 * stacked as output columns, where DL4J's updaters act element by element. The same block gives the
 * same bits on one backend, BLAS core type and one thread; another width may round otherwise.
 */
public final class Dl4jEngine implements Engine {

  private final TrainingDevice device;

  private Dl4jEngine(TrainingDevice device) {
    this.device = device;
  }

  /** The engine on the CPU, or on a GPU if this jar has ND4J's CUDA backend. */
  public static Dl4jEngine create() {
    return create(Device.AUTO, OptionalInt.empty());
  }

  /**
   * Starts ND4J, unless {@link Nd4jRuntime} has, and chooses the device.
   *
   * @param gpu the GPU that Spark gave to this task; empty if it gave none
   * @throws EngineUnavailableException if ND4J or the device cannot be had; the message says what
   *     to do
   */
  public static Dl4jEngine create(Device device, OptionalInt gpu) {
    Nd4jRuntime.start();
    return new Dl4jEngine(
        TrainingDevice.choose(device, gpu, new TrainingDevice.Nd4jBackendInUse()));
  }

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public String device() {
    return device.label();
  }

  /**
   * {@inheritDoc} A column that has diverged has NaN for its weights and metrics from then on.
   *
   * @throws IllegalArgumentException if the columns differ in optimizer parameters or batch size
   */
  @Override
  public Snapshots train(BlockTraining block, Samples samples, TrainingWatch watch) {
    requireStackable(block.columns());
    watch.startsOn(name(), device());
    device.bindThread();
    Nd4jRuntime.useOneThreadHere();
    Trajectory first = block.columns().get(0);
    int width = block.columns().size();
    try (Network network = network(block, samples);
        Batches batches =
            new Batches(
                samples.train(), first.batchSize(), width, block.training().shuffleSeed())) {
      NetworkRecorder recorder =
          new NetworkRecorder(samples, block.training().loss(), width, block.epochs());
      return new Trainer(network, batches, recorder, watch).train(block.lastEpoch());
    }
  }

  private static Network network(BlockTraining block, Samples samples) {
    return block.columns().size() == 1
        ? Network.single(block, 0, samples)
        : Network.stacked(block, samples);
  }

  private static void requireStackable(List<Trajectory> columns) {
    Trajectory first = columns.get(0);
    for (Trajectory column : columns) {
      if (!column.parameters().equals(first.parameters())
          || column.batchSize() != first.batchSize()) {
        throw new IllegalArgumentException(
            "the columns of a dl4j block must share optimizer parameters and batch size but %s and %s do not"
                .formatted(first, column));
      }
    }
  }
}
