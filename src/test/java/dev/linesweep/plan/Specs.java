package dev.linesweep.plan;

import dev.linesweep.data.Shape;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.Device;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.spec.TrainingSpec;
import java.util.List;

/** Sweeps for tests: the line of the README with any grid. */
public final class Specs {
  /** 40 training and 10 test rows of one feature. */
  public static final Shape LINE = new Shape(1, 40, 0, 10);

  private Specs() {}

  public static SweepSpec line(EngineKind engine, ParameterSpec parameters) {
    return line(engine, new Init.Xavier(), parameters);
  }

  public static SweepSpec line(EngineKind engine, Init init, ParameterSpec parameters) {
    return new SweepSpec(
        "line",
        new DataSpec(
            new DataSpec.Line(0.7, 0.3, 0, 1, 0.02),
            DataSpec.Standardize.NONE,
            DataSpec.Missing.ERROR),
        new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13),
        new TrainingSpec(Loss.MAE, init, 13),
        new MetricSpec(MetricSpec.Part.TEST, MetricSpec.Measure.LOSS, MetricSpec.Goal.MINIMIZE),
        parameters,
        engine,
        Device.AUTO);
  }

  public static ParameterSpec grid(
      List<OptimizerSpec> optimizers, List<Double> rates, List<Integer> epochs, List<Long> seeds) {
    return new ParameterSpec(
        optimizers,
        rates,
        epochs,
        seeds,
        List.of(ParameterSpec.FULL_BATCH),
        List.of(0.0),
        List.of(0.0));
  }

  /** The optimizer at its defaults on the shared learning rates. */
  public static OptimizerSpec optimizer(Optimizer optimizer) {
    return new OptimizerSpec(
        optimizer,
        optimizer.settings().stream().map(s -> List.of(s.defaultValue())).toList(),
        List.of());
  }
}
