package dev.linesweep.report.advice;

import dev.linesweep.report.Axis;
import dev.linesweep.spec.Distribution;
import dev.linesweep.spec.ParameterSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Batch sizes beyond the edge if the best one is there; nothing is beyond full batches. */
final class BatchSizeAdvice {
  private BatchSizeAdvice() {}

  static Optional<Advice> on(ReportFacts facts) {
    List<Integer> tried = facts.parameters().batchSizes();
    int best = facts.bestTrajectory().batchSize();
    if (tried.size() < 2
        || tried instanceof Distribution
        || best == ParameterSpec.FULL_BATCH
        || facts.exact()
        || !facts.edgeMatters(Axis.BATCH_SIZE, values(tried), best)) {
      return Optional.empty();
    }
    return beyond(tried, best, facts.report().plan().shape().trainRows())
        .map(
            size ->
                new Advice(
                    "The best batch size, %d, is at the edge of those tried.".formatted(best),
                    line(tried, size)));
  }

  /** Half or twice the best size; empty if it is not at an edge or full batches are as near. */
  private static Optional<Integer> beyond(List<Integer> tried, int best, int rows) {
    List<Integer> sizes = tried.stream().filter(size -> size > 0).sorted().toList();
    if (best == sizes.get(0) && best > 1) {
      return Optional.of(best / 2);
    }
    boolean highest =
        best == sizes.get(sizes.size() - 1) && !tried.contains(ParameterSpec.FULL_BATCH);
    return highest && 2L * best < rows ? Optional.of(2 * best) : Optional.empty();
  }

  private static String line(List<Integer> tried, int beyond) {
    return Stream.concat(tried.stream().filter(size -> size > 0), Stream.of(beyond))
        .sorted()
        .map(size -> size + ", ")
        .collect(Collectors.joining("", "batch_size: {values: [", "full]}"));
  }

  private static AxisValues values(List<Integer> tried) {
    return AxisValues.of(tried.stream().map(Integer::doubleValue).toList());
  }
}
