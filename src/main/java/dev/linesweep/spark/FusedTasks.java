package dev.linesweep.spark;

import dev.linesweep.engine.Engine;
import dev.linesweep.engine.EngineUnavailableException;
import dev.linesweep.engine.cuda.Card;
import dev.linesweep.engine.cuda.Cuda;
import dev.linesweep.engine.cuda.GpuException;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.engine.fused.GpuSharing;
import dev.linesweep.spec.Device;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.TaskContext;

/** Starts the fused engine of a task, on a GPU if the task has one. */
final class FusedTasks {
  private FusedTasks() {}

  /**
   * The engine on the GPU that Spark gave to this task, or else on one of this machine's GPUs if
   * the tasks run in the driver or the job requires a GPU.
   *
   * @param told is told, once, that training is on the CPU although a GPU was expected
   * @throws EngineUnavailableException if the job requires a GPU and there is none
   */
  static Engine engine(ExecutorSettings settings, Consumer<String> told) {
    Optional<String> given = TaskGpu.given();
    boolean looks = given.isPresent() || settings.local() || settings.device() == Device.GPU;
    if (settings.device() == Device.CPU || !looks) {
      return new FusedEngine();
    }
    try {
      Cuda cuda = Cuda.ofThisMachine();
      return FusedEngine.on(card(cuda), sharing(settings, cuda.supported().size()), told);
    } catch (EngineUnavailableException e) {
      if (settings.device() == Device.GPU) {
        throw unusable(e);
      }
      given.ifPresent(
          gpu ->
              told.accept(
                  "Spark gave GPU %s, which cannot be used: training is on the CPU. %s"
                      .formatted(gpu, e.getMessage())));
      return new FusedEngine();
    }
  }

  /**
   * @param cards this machine's GPUs, which tasks share if Spark gives them none
   */
  private static GpuSharing sharing(ExecutorSettings settings, int cards) {
    int given = settings.gpus().ofExecutor();
    if (given > 0) {
      int each = settings.gpus().tasksEach();
      return new GpuSharing(each, each * given);
    }
    int tasks =
        settings.local()
            ? settings.slots()
            : Math.max(settings.slots(), Runtime.getRuntime().availableProcessors());
    return new GpuSharing((tasks - 1) / cards + 1, tasks);
  }

  /** The GPU that Spark gave to this task, or one that it shares with others. */
  private static Card card(Cuda cuda) {
    int task = TaskContext.get() == null ? 0 : TaskContext.getPartitionId();
    return TaskGpu.given().map(cuda::card).orElseGet(() -> cuda.cardFor(task));
  }

  /**
   * Checks that a GPU can be used, if the job requires one.
   *
   * @throws EngineUnavailableException if it cannot
   */
  static void probe(ExecutorSettings settings) {
    engine(settings, note -> {});
    if (settings.device() != Device.GPU) {
      return;
    }
    try {
      card(Cuda.ofThisMachine()).open().close();
    } catch (GpuException e) {
      throw unusable(e);
    }
  }

  private static EngineUnavailableException unusable(RuntimeException e) {
    return new EngineUnavailableException(
        "device: gpu cannot be used here. "
            + e.getMessage()
            + " With device: auto or cpu training is on the CPU, with the same results.",
        e);
  }

  /** A sentence on a GPU of this machine that failed in this JVM. */
  static Optional<String> lostCard() {
    return supported().stream()
        .filter(card -> !card.isUsable())
        .findFirst()
        .map(
            card ->
                "%s failed earlier in this JVM (%s): training is on the CPU, with the same results"
                    .formatted(card.label(), card.firstError().orElse("")));
  }

  /** Whether the driver's machine has a GPU that the engine can use. */
  static boolean hasCard() {
    return supported().stream().anyMatch(Card::isUsable);
  }

  /** The GPUs of this machine that are new enough; none without a driver. */
  private static List<Card> supported() {
    try {
      return Cuda.ofThisMachine().supported();
    } catch (EngineUnavailableException e) {
      return List.of();
    }
  }
}
