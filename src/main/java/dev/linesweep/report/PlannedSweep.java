package dev.linesweep.report;

import dev.linesweep.data.SampleSets;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.spec.EngineKind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a sweep would train, and at what cost.
 *
 * @param times by engine, on the CPU, in the order to show
 * @param gpuSeconds of training by this job's engine on a GPU; 0 if its tasks have none
 */
public record PlannedSweep(
    SweepPlan plan,
    SampleSets samples,
    Work work,
    Memory memory,
    Map<EngineKind, Expected> times,
    double gpuSeconds) {
  public PlannedSweep {
    times = new LinkedHashMap<>(times);
  }

  /**
   * How long training should take.
   *
   * @param measured on this machine; otherwise it is that of a reference machine
   */
  public record Expected(double seconds, boolean measured) {}

  /**
   * How Spark would train it.
   *
   * @param slots tasks that run at once
   * @param broadcastBytes the samples, once for each executor
   * @param resultBytes what comes back to the driver
   */
  public record Work(int tasks, int slots, long broadcastBytes, long resultBytes) {}

  /**
   * What to ask for.
   *
   * @param executorMiB by executor; 0 if the driver is the executor
   * @param offHeapMiB outside an executor's heap; 0 for Spark's default
   * @param resultsMiB that the driver must take at a time; 0 for Spark's default
   */
  public record Memory(long driverMiB, long executorMiB, long offHeapMiB, long resultsMiB) {}
}
