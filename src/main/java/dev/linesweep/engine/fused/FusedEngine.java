package dev.linesweep.engine.fused;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.TrainingState;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.engine.cuda.Card;
import dev.linesweep.engine.cuda.GpuException;
import dev.linesweep.engine.cuda.GpuMemoryException;
import dev.linesweep.result.Snapshots;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The engine that trains a column a trajectory: in the JVM's vector instructions, in plain loops if
 * the JVM was started without them, or on a card, with the same results to the bit.
 *
 * <p>Its losses are mae, mse and mape: those whose gradients need no logarithm.
 */
public final class FusedEngine implements Engine {
  private final Optional<GpuDevice> gpu;
  private final int threads;
  private final Consumer<String> told;
  private final GpuLimits limits;

  private FusedEngine(
      Optional<GpuDevice> gpu, int threads, Consumer<String> told, GpuLimits limits) {
    this.gpu = gpu;
    this.threads = threads;
    this.told = told;
    this.limits = limits;
  }

  /** The engine on the CPU. */
  public FusedEngine() {
    this(Optional.empty(), 1, note -> {}, GpuLimits.USUAL);
  }

  /**
   * The engine on a card; on the CPU once the card fails.
   *
   * @param threads of this JVM that train on the card side by side
   * @param told of a failure, once for a card and a JVM
   */
  public static FusedEngine on(Card card, int threads, Consumer<String> told) {
    return on(card, threads, told, GpuLimits.USUAL);
  }

  static FusedEngine on(Card card, int threads, Consumer<String> told, GpuLimits limits) {
    return new FusedEngine(Optional.of(GpuDevice.of(card)), threads, told, limits);
  }

  @Override
  public String name() {
    return "fused " + usable().map(device -> "gpu").orElseGet(Compute::name);
  }

  @Override
  public String device() {
    return usable().map(GpuDevice::label).orElse("cpu");
  }

  private Optional<GpuDevice> usable() {
    return gpu.filter(GpuDevice::isUsable);
  }

  /** Why this engine is slow in this JVM, and what to do about it; empty if it is not. */
  public Optional<String> slowBecause() {
    return Compute.slowBecause();
  }

  @Override
  public int columnsAtOnce(Supplier<BlockTraining> like, Samples samples) {
    try {
      return usable()
          .map(device -> device.columnsAtOnce(new Training(like.get(), samples), threads))
          .orElse(1);
    } catch (GpuException e) {
      return 1; // What is wrong shows, and is told, when a block is trained.
    }
  }

  /** {@inheritDoc} A watch that sees each step has them from the CPU. */
  @Override
  public Snapshots train(BlockTraining block, Samples samples, TrainingWatch watch) {
    return watch.seesSteps()
        ? trainHere(block, samples, watch)
        : usable()
            .map(device -> trainOn(device, block, samples, watch))
            .orElseGet(() -> trainHere(block, samples, watch));
  }

  private Snapshots trainHere(BlockTraining block, Samples samples, TrainingWatch watch) {
    Training training = new Training(block, samples);
    Kernels kernels = Compute.kernels(training.cells());
    return Trainer.train(training, kernels, watch, new ChunkedSum(training, kernels));
  }

  private Snapshots trainOn(
      GpuDevice device, BlockTraining block, Samples samples, TrainingWatch watch) {
    try {
      return device.train(new Training(block, samples), watch, limits);
    } catch (GpuMemoryException e) {
      if (block.columns().size() > 1) {
        return trainInHalves(block, samples, watch);
      }
      tell(device, "%s has too little memory (%s)", e);
    } catch (GpuException e) {
      tell(device, "%s failed (%s)", e);
    }
    return trainHere(block, samples, watch);
  }

  private void tell(GpuDevice device, String words, GpuException e) {
    if (device.firstToTell()) {
      told.accept(
          words.formatted(device.label(), e.getMessage())
              + ": training continues on the CPU, with the same results");
    }
  }

  private Snapshots trainInHalves(BlockTraining block, Samples samples, TrainingWatch watch) {
    int columns = block.columns().size();
    int half = columns / 2;
    return trainPart(block, samples, watch, 0, half)
        .with(trainPart(block, samples, watch, half, columns));
  }

  private Snapshots trainPart(
      BlockTraining block, Samples samples, TrainingWatch watch, int from, int to) {
    return train(block.columns(from, to), samples, new PartWatch(watch, from, to));
  }

  /** Lets some columns of a block begin where the block stood; what they do is not watched. */
  private record PartWatch(TrainingWatch whole, int from, int to) implements TrainingWatch {
    @Override
    public Optional<TrainingState> start() {
      return whole.start().map(state -> state.columns(from, to));
    }
  }
}
