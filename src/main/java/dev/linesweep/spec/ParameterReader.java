package dev.linesweep.spec;

import java.util.List;
import java.util.Optional;

/** Reads {@code parameters}. */
final class ParameterReader {
  static final List<String> AXES =
      List.of("optimizer", "learning_rate", "epochs", "seed", "batch_size", "l1", "l2");

  private static final String FULL = "full";
  private static final AxisKind<Long> EPOCHS = new AxisKind.Wholes(1, Integer.MAX_VALUE);
  private static final AxisKind<Long> SEEDS = new AxisKind.Wholes(Long.MIN_VALUE, Long.MAX_VALUE);
  private static final AxisKind<Double> RATES = new AxisKind.Reals(NumberRule.POSITIVE);
  private static final String AUTO = "auto";
  private static final AxisKind<Double> PENALTIES = new AxisKind.Reals(NumberRule.NOT_NEGATIVE);

  private final AxisReader axes;
  private final Section section;

  /**
   * @param draws whether the job's method draws from axes
   */
  ParameterReader(Section section, boolean draws) {
    this.section = section;
    this.axes = new AxisReader(draws);
  }

  Optional<ParameterSpec> read() {
    List<Double> rates =
        section.get("learning_rate").map(axis -> rates(axes, axis)).orElse(List.of());
    List<OptimizerSpec> optimizers =
        section
            .require("optimizer", "optimizer: {values: [sgd, adam]}")
            .map(field -> new OptimizerReader(axes).read(field, rates))
            .orElse(List.of());
    List<Long> epochs =
        section
            .require("epochs", "epochs: {values: [1, 10, 100]}")
            .map(axis -> axes.read(axis, EPOCHS))
            .orElse(List.of());
    List<Integer> increasing = ValueRange.map(ValueRange.sorted(epochs), Long::intValue);
    List<Long> seeds = section.get("seed").map(axis -> axes.read(axis, SEEDS)).orElse(List.of(42L));
    List<Integer> batchSizes = batchSizes();
    List<Double> l1 = penalties("l1");
    List<Double> l2 = penalties("l2");
    return section
        .field()
        .made(() -> new ParameterSpec(optimizers, rates, increasing, seeds, batchSizes, l1, l2));
  }

  /** Learning rates, or {@code auto} on its own. */
  static List<Double> rates(AxisReader axes, Field axis) {
    if (!(axis.node() instanceof YamlNode.Scalar scalar) || !scalar.text().equalsIgnoreCase(AUTO)) {
      return axes.read(axis, RATES);
    }
    if (!scalar.text().equals(AUTO)) {
      axis.problem("expected a number > 0 or auto, got " + scalar.described() + "; write auto");
    }
    return ParameterSpec.AUTO_RATES;
  }

  private List<Double> penalties(String key) {
    return section.get(key).map(axis -> axes.read(axis, PENALTIES)).orElse(List.of(0.0));
  }

  private List<Integer> batchSizes() {
    return section
        .get("batch_size")
        .map(axis -> axes.read(axis, new BatchSizes()))
        .orElse(List.of(ParameterSpec.FULL_BATCH));
  }

  /** {@code full}, or the rows of a batch. */
  private static final class BatchSizes implements AxisKind<Integer> {
    private static final Wholes ROWS = new Wholes(1, Integer.MAX_VALUE);

    @Override
    public Optional<Integer> read(Field field) {
      boolean text = field.node() instanceof YamlNode.Scalar s && s.text().matches("[a-z]+");
      if (!text) {
        return ROWS.read(field).map(Long::intValue);
      }
      if (field.text().filter(FULL::equals).isPresent()) {
        return Optional.of(ParameterSpec.FULL_BATCH);
      }
      field.problem("expected full or a whole number, got " + field.node().described());
      return Optional.empty();
    }

    @Override
    public List<Distribution.Kind> distributions() {
      return List.of(Distribution.Kind.INT_UNIFORM);
    }

    @Override
    public Distribution<Integer> distribution(Distribution.Kind kind, Integer min, Integer max) {
      return Distribution.intUniform(min, max);
    }

    @Override
    public String least() {
      return ROWS.least();
    }

    @Override
    public String most() {
      return ROWS.most();
    }

    @Override
    public boolean isPositive(Integer value) {
      return value > 0;
    }

    @Override
    public Integer between(Integer min, Integer max, int i, int n, ValueRange.Scale scale) {
      return ROWS.between((long) min, (long) max, i, n, scale).intValue();
    }
  }
}
