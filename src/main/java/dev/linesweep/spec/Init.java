package dev.linesweep.spec;

import java.io.Serializable;
import java.util.List;

/** The weights that training starts from. */
public sealed interface Init extends Serializable {
  /** Gaussian weights with variance 2 / (features + 1), drawn from the trial's seed; bias 0. */
  record Xavier() implements Init {}

  /** All weights and the bias 0. */
  record Zeros() implements Init {}

  /** Weights by feature, in the units that training sees, and a bias. */
  record Given(List<Double> weights, double bias) implements Init {
    public Given {
      weights = List.copyOf(weights);
      BrokenRule.unless(!weights.isEmpty(), "training.init.weights", "must not be empty");
      weights.forEach(weight -> NumberRule.ANY.require("training.init.weights", weight));
      NumberRule.ANY.require("training.init.bias", bias);
    }
  }

  /** True if the seed decides the initial weights. */
  default boolean drawsFromSeed() {
    return this instanceof Xavier;
  }
}
