package dev.linesweep.spec;

import java.util.List;
import java.util.Locale;

/**
 * A DL4J updater that release 1.0.0-M2.1 can train, with DL4J's own defaults for its learning rate
 * and its settings.
 */
public enum Optimizer {
  SGD(1e-3),
  NESTEROVS(0.1, new Setting("momentum", 0.9, Range.UNIT)),
  ADAGRAD(0.1, new Setting("epsilon", 1e-6, Range.POSITIVE)),
  RMSPROP(
      0.1,
      new Setting("rms_decay", 0.95, Range.UNIT),
      new Setting("epsilon", 1e-8, Range.POSITIVE)),
  ADADELTA(
      Double.NaN,
      new Setting("rho", 0.95, Range.UNIT),
      new Setting("epsilon", 1e-6, Range.POSITIVE)),
  ADAM(1e-3, Setting.BETA1, Setting.BETA2, Setting.EPSILON),
  ADAMAX(1e-3, Setting.BETA1, Setting.BETA2, Setting.EPSILON),
  NADAM(1e-3, Setting.BETA1, Setting.BETA2, Setting.EPSILON),
  AMSGRAD(1e-3, Setting.BETA1, Setting.BETA2, Setting.EPSILON);

  /** The values a setting may take. */
  public enum Range {
    /** Values from 0 (included) to 1 (excluded). */
    UNIT,
    /** Values greater than 0. */
    POSITIVE
  }

  /** One setting of an optimizer: its key in the job file and DL4J's default. */
  public record Setting(String key, double defaultValue, Range range) {
    static final Setting BETA1 = new Setting("beta1", 0.9, Range.UNIT);
    static final Setting BETA2 = new Setting("beta2", 0.999, Range.UNIT);
    static final Setting EPSILON = new Setting("epsilon", 1e-8, Range.POSITIVE);
  }

  private final double defaultLearningRate;
  private final List<Setting> settings;

  Optimizer(double defaultLearningRate, Setting... settings) {
    this.defaultLearningRate = defaultLearningRate;
    this.settings = List.of(settings);
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

  /** The settings in the order that every list of their values follows. */
  public List<Setting> settings() {
    return settings;
  }
}
