package dev.linesweep.plan;

import dev.linesweep.spec.Distribution;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.ParameterSpec;
import java.util.List;

/** The batch sizes of a job compared with the training rows. */
final class BatchSizes {
  private BatchSizes() {}

  /**
   * Refuses sizes that are the same with this number of rows.
   *
   * @throws JobException if two of them make one batch of all rows, or such sizes may be drawn
   */
  static void requireDifferent(List<Integer> sizes, int trainRows) {
    if (sizes instanceof Distribution<Integer> drawn) {
      requireWithin(drawn.max(), trainRows);
    } else {
      requireDifferentBatches(sizes, trainRows);
    }
  }

  /** Larger sizes would all be one batch of all rows. */
  private static void requireWithin(int largest, int trainRows) {
    if (largest > trainRows) {
      throw new JobException(
          "parameters.batch_size: its largest, %d, is more than the %d training rows. Write max: %d."
              .formatted(largest, trainRows, trainRows));
    }
  }

  private static void requireDifferentBatches(List<Integer> sizes, int trainRows) {
    List<String> whole =
        sizes.stream()
            .filter(size -> size == ParameterSpec.FULL_BATCH || size >= trainRows)
            .map(size -> size == ParameterSpec.FULL_BATCH ? "full" : size.toString())
            .toList();
    if (whole.size() > 1) {
      throw new JobException(
          "parameters.batch_size: %s are the same, one batch of all %d training rows. Keep one of them."
              .formatted(String.join(" and ", whole), trainRows));
    }
  }
}
