package dev.linesweep.spec;

import java.io.Serializable;

/** One job file with every default resolved and every relative path made absolute. */
public record SweepSpec(
    String name,
    DataSpec data,
    SplitSpec split,
    TrainingSpec training,
    MetricSpec metric,
    ParameterSpec parameters,
    EngineKind engine,
    Device device)
    implements Serializable {

  /** The same job with its rows split like this. */
  public SweepSpec withSplit(SplitSpec other) {
    return new SweepSpec(name, data, other, training, metric, parameters, engine, device);
  }

  /** The same job with other axes. */
  public SweepSpec withParameters(ParameterSpec other) {
    return new SweepSpec(name, data, split, training, metric, other, engine, device);
  }
}
