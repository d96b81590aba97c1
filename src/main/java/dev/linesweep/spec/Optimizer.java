package dev.linesweep.spec;

import java.util.List;
import java.util.Locale;

/**
 * A DL4J updater that release 1.0.0-M2.1 can train, with DL4J's own defaults for its learning rate
 * and its parameters.
 */
public enum Optimizer {
  SGD(1e-3),
  NESTEROVS(0.1, new Parameter("momentum", 0.9, Range.UNIT)),
  ADAGRAD(0.1, new Parameter("epsilon", 1e-6, Range.POSITIVE)),
  RMSPROP(
      0.1,
      new Parameter("rms_decay", 0.95, Range.UNIT),
      new Parameter("epsilon", 1e-8, Range.POSITIVE)),
  ADADELTA(
      Double.NaN,
      new Parameter("rho", 0.95, Range.UNIT),
      new Parameter("epsilon", 1e-6, Range.POSITIVE)),
  ADAM(1e-3, Parameter.BETA1, Parameter.BETA2, Parameter.EPSILON),
  ADAMAX(1e-3, Parameter.BETA1, Parameter.BETA2, Parameter.EPSILON),
  NADAM(1e-3, Parameter.BETA1, Parameter.BETA2, Parameter.EPSILON),
  AMSGRAD(1e-3, Parameter.BETA1, Parameter.BETA2, Parameter.EPSILON);

  /** The values a parameter may take. */
  public enum Range {
    /** Values from 0 (included) to 1 (excluded). */
    UNIT,
    /** Values greater than 0. */
    POSITIVE
  }

  /** One parameter of an optimizer: its key in the job file and DL4J's default. */
  public record Parameter(String key, double defaultValue, Range range) {
    static final Parameter BETA1 = new Parameter("beta1", 0.9, Range.UNIT);
    static final Parameter BETA2 = new Parameter("beta2", 0.999, Range.UNIT);
    static final Parameter EPSILON = new Parameter("epsilon", 1e-8, Range.POSITIVE);
  }

  private final double defaultLearningRate;
  private final List<Parameter> parameters;

  Optimizer(double defaultLearningRate, Parameter... parameters) {
    this.defaultLearningRate = defaultLearningRate;
    this.parameters = List.of(parameters);
  }

  /** The name in the job file and in every output: {@code adam}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** False for adadelta, which derives its step only from the gradients. */
  public boolean hasLearningRate() {
    return !Double.isNaN(defaultLearningRate);
  }

  /** DL4J's default learning rate; NaN if there is none. */
  public double defaultLearningRate() {
    return defaultLearningRate;
  }

  /** The parameters in the order that every list of their values follows. */
  public List<Parameter> parameters() {
    return parameters;
  }
}
