package dev.linesweep.report;

import dev.linesweep.plan.Specs;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.Device;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.spec.TrainingSpec;
import java.util.List;
import java.util.stream.IntStream;

/** Sweeps that differ in what their texts have to show. */
public final class Jobs {
  public static final OptimizerSpec SGD = Specs.optimizer(Optimizer.SGD);
  public static final OptimizerSpec MOMENTA =
      new OptimizerSpec(Optimizer.NESTEROVS, List.of(List.of(0.5, 0.9)), List.of());

  private Jobs() {}

  /** Everything varies, and the line is found. */
  public static SweepSpec found() {
    return line(
        List.of(SGD, MOMENTA), log(0.001, 1, 10), List.of(1, 10, 100, 400), List.of(13L, 42L));
  }

  /** The best trial has the highest rate and the most epochs. */
  public static SweepSpec atTheEdge() {
    return line(List.of(SGD), log(0.001, 0.01, 5), List.of(1, 10, 100, 400), List.of(42L));
  }

  public static SweepSpec diverging() {
    return line(List.of(SGD), List.of(10.0, 100.0), List.of(100, 400), List.of(42L));
  }

  public static SweepSpec line(
      List<OptimizerSpec> optimizers, List<Double> rates, List<Integer> epochs, List<Long> seeds) {
    return Specs.line(EngineKind.DL4J, Specs.grid(optimizers, rates, epochs, seeds));
  }

  private static List<Double> log(double min, double max, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> min * StrictMath.pow(max / min, i / (count - 1.0)))
        .toList();
  }

  /** Noise, eight features and a validation part. */
  public static SweepSpec noisy() {
    return new SweepSpec(
        "linear",
        new DataSpec(
            new DataSpec.Linear(200, 8, 0.5, 13), DataSpec.Standardize.ALL, DataSpec.Missing.ERROR),
        new SplitSpec(0.2, 0.1, SplitSpec.By.ORDER, 13),
        new TrainingSpec(Loss.MSE, new Init.Xavier(), 13),
        new MetricSpec(
            MetricSpec.Part.VALIDATION, MetricSpec.Measure.RMSE, MetricSpec.Goal.MINIMIZE),
        Specs.grid(
            List.of(SGD, MOMENTA),
            List.of(0.01, 0.1, 1.0, 3.0, 10.0),
            List.of(10, 100),
            List.of(1L, 2L, 3L)),
        EngineKind.FUSED,
        Device.AUTO);
  }
}
