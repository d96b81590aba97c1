package dev.linesweep.plan;

import dev.linesweep.spec.Distribution;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.SearchMethod;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The axes that a search draws from, as a cube whose points are settings. Each kind of axis has its
 * own dimension of the cube, so changing one axis does not change what is drawn from the others. A
 * list is cut into equal parts, and so are the listed optimizers.
 */
final class SampledSpace implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int LEARNING_RATE = 0;
  private static final int OPTIMIZER = 1;
  private static final int BATCH_SIZE = 2;
  private static final int L1 = 3;
  private static final int L2 = 4;
  private static final int PARAMETERS = 5;
  private static final int AXES =
      PARAMETERS
          + Stream.of(Optimizer.values()).mapToInt(o -> o.parameters().size()).max().orElseThrow();

  private final List<Entry> entries;
  private final List<Integer> batchSizes;
  private final List<Double> l1;
  private final List<Double> l2;
  private final SearchMethod.Sample method;
  private final Points points;

  /**
   * An optimizer as listed.
   *
   * @param only its first parameters, which are the only ones if none varies
   */
  private record Entry(
      Optimizer optimizer,
      List<List<Double>> parameters,
      List<Double> rates,
      OptimizerParameters only,
      boolean varies)
      implements Serializable {
    String canonicalForm() {
      return "Entry[optimizer=%s, settings=%s, rates=%s, only=%s, varies=%s]"
          .formatted(optimizer, parameters, rates, only.canonicalForm(), varies);
    }
  }

  SampledSpace(ParameterSpec axes, SearchMethod.Sample method) {
    this.entries =
        axes.optimizers().stream().map(entry -> entry(entry, axes.learningRates())).toList();
    this.batchSizes = axes.batchSizes();
    this.l1 = axes.l1();
    this.l2 = axes.l2();
    this.method = method;
    this.points =
        switch (method.sequence()) {
          case RANDOM -> new RandomPoints(method.seed(), AXES);
          case SOBOL -> new SobolPoints(method.seed(), AXES);
        };
  }

  private static Entry entry(OptimizerSpec spec, List<Double> shared) {
    List<Double> first = spec.parameters().stream().map(values -> values.get(0)).toList();
    return new Entry(
        spec.optimizer(),
        spec.parameters(),
        spec.rates(shared),
        new OptimizerParameters(spec.optimizer(), first),
        spec.parameters().stream().anyMatch(values -> values.size() > 1));
  }

  /** The setting at a point, as a trajectory of this seed. */
  Trajectory at(int point, long seed) {
    Entry entry = drawn(entries, point, OPTIMIZER);
    return new Trajectory(
        parameters(entry, point),
        drawn(entry.rates(), point, LEARNING_RATE),
        drawn(batchSizes, point, BATCH_SIZE),
        drawn(l1, point, L1),
        drawn(l2, point, L2),
        seed);
  }

  private OptimizerParameters parameters(Entry entry, int point) {
    if (!entry.varies()) {
      return entry.only();
    }
    List<Double> parameters = new ArrayList<>(entry.parameters().size());
    for (List<Double> axis : entry.parameters()) {
      parameters.add(drawn(axis, point, PARAMETERS + parameters.size()));
    }
    return new OptimizerParameters(entry.optimizer(), parameters);
  }

  /** Whether two points have equal optimizer parameters and batch sizes. */
  boolean stackTogether(int a, int b) {
    return drawn(batchSizes, a, BATCH_SIZE).equals(drawn(batchSizes, b, BATCH_SIZE))
        && parameters(drawn(entries, a, OPTIMIZER), a)
            .equals(parameters(drawn(entries, b, OPTIMIZER), b));
  }

  private <T> T drawn(List<T> axis, int point, int side) {
    if (axis.size() == 1) {
      return axis.get(0);
    }
    double share = points.coordinate(point, side);
    return axis instanceof Distribution<?>
        ? ((Distribution<? extends T>) axis).at(share)
        : axis.get((int) (share * axis.size()));
  }

  /** Whether all settings have the same optimizer parameters and batch size. */
  boolean isOneStack() {
    return entries.size() == 1 && !entries.get(0).varies() && batchSizes.size() == 1;
  }

  /** A text that is equal for spaces with equal points. */
  String canonicalForm() {
    return entries.stream()
        .map(Entry::canonicalForm)
        .collect(
            Collectors.joining(
                "\n", method.key() + " " + method.seed() + "\n", "\n" + batchSizes + l1 + l2));
  }
}
