package dev.linesweep.spark;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/** The GPU that Spark assigns to a task, if its settings include GPUs. */
final class TaskGpu {
  /** Spark's name of the resource. */
  static final String NAME = "gpu";

  private TaskGpu() {}

  /** The GPU's address, such as {@code 0} or {@code GPU-…}; empty if this task has none. */
  static Optional<String> given() {
    TaskContext task = TaskContext.get();
    return task == null ? Optional.empty() : given(task.resourcesJMap());
  }

  static Optional<String> given(Map<String, ResourceInformation> resources) {
    ResourceInformation gpus = resources.get(NAME);
    return gpus == null || gpus.addresses().length == 0
        ? Optional.empty()
        : Optional.of(gpus.addresses()[0].strip());
  }
}
