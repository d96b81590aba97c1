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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The engine that trains one column per trajectory: in the JVM's vector instructions, in plain
 * loops if the JVM was started without them, or on a GPU, with the same results to the bit.
 *
 * <p>Its losses are mae, mse and mape: those whose gradients need no logarithm.
 */
public final class FusedEngine implements Engine {
  private final Optional<GpuDevice> gpu;
  private final GpuSharing sharing;
  private final Consumer<String> told;
  private final GpuLimits limits;

  private FusedEngine(
      Optional<GpuDevice> gpu, GpuSharing sharing, Consumer<String> told, GpuLimits limits) {
    this.gpu = gpu;
    this.sharing = sharing;
    this.told = told;
    this.limits = limits;
  }

  /** The engine on the CPU. */
  public FusedEngine() {
    this(Optional.empty(), new GpuSharing(1, 1), note -> {}, GpuLimits.USUAL);
  }

  /**
   * The engine on a GPU; on the CPU once the GPU fails.
   *
   * @param told why a block is trained on the CPU
   */
  public static FusedEngine on(Card card, GpuSharing sharing, Consumer<String> told) {
    return on(card, sharing, told, GpuLimits.USUAL);
  }

  static FusedEngine on(Card card, GpuSharing sharing, Consumer<String> told, GpuLimits limits) {
    return new FusedEngine(Optional.of(GpuDevice.of(card)), sharing, told, limits);
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
      return usableFor(samples)
          .map(device -> device.columnsAtOnce(new Training(like.get(), samples), sharing))
          .orElse(1);
    } catch (GpuException e) {
      return 1; // What is wrong shows, and is told, when a block is trained.
    }
  }

  /** The kernels of a GPU do not support row weights. */
  private Optional<GpuDevice> usableFor(Samples samples) {
    return usable().filter(device -> samples.train().rowWeights().isNone());
  }

  /**
   * {@inheritDoc} A watch that sees each step has them from the CPU. Rows with weights are always
   * trained on the CPU.
   */
  @Override
  public Snapshots train(BlockTraining block, Samples samples, TrainingWatch watch) {
    return watch.seesSteps()
        ? trainHere(block, samples, watch)
        : usableFor(samples)
            .map(device -> trainOn(device, block, samples, watch))
            .orElseGet(() -> trainHere(block, samples, watch));
  }

  private Snapshots trainHere(BlockTraining block, Samples samples, TrainingWatch watch) {
    watch.startsOn("fused " + Compute.name(), "cpu");
    Training training = new Training(block, samples);
    Kernels kernels = Compute.kernels(training.cells());
    return Trainer.train(training, kernels, watch, new ChunkedSum(training, kernels));
  }

  private Snapshots trainOn(
      GpuDevice device, BlockTraining block, Samples samples, TrainingWatch watch) {
    try (GpuDevice.Session session = device.open(samples)) {
      watch.startsOn("fused gpu", device.label());
      return trainIn(session, new Training(block, samples), watch);
    } catch (GpuMemoryException e) {
      tell("%s has too little memory", device, e);
    } catch (GpuException e) {
      tell("%s failed", device, e);
    }
    return trainHere(block, samples, watch);
  }

  private void tell(String words, GpuDevice device, GpuException e) {
    told.accept(
        (words + " (%s): training continues on the CPU, with the same results")
            .formatted(device.label(), e.getMessage()));
  }

  private Snapshots trainIn(GpuDevice.Session session, Training training, TrainingWatch watch) {
    int columns = training.block().columns().size();
    try {
      return session.train(training, watch, limits);
    } catch (GpuMemoryException e) {
      if (columns < 2 * limits.leastColumns()) {
        throw e;
      }
    }
    int half = columns / 2;
    return Snapshots.of(
        List.of(
            trainPart(session, training, watch, 0, half),
            trainPart(session, training, watch, half, columns)));
  }

  private Snapshots trainPart(
      GpuDevice.Session session, Training training, TrainingWatch watch, int from, int to) {
    return trainIn(
        session,
        new Training(training.block().columns(from, to), training.samples()),
        new PartWatch(watch, from, to));
  }

  /** Lets some columns of a block begin where the block stood; what they do is not watched. */
  private record PartWatch(TrainingWatch whole, int from, int to) implements TrainingWatch {
    @Override
    public Optional<TrainingState> start() {
      return whole.start().map(state -> state.columns(from, to));
    }
  }
}
