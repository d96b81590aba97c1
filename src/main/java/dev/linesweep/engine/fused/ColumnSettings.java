package dev.linesweep.engine.fused;

import dev.linesweep.spec.Optimizer;
import java.util.List;

/**
 * The settings of one column.
 *
 * @param rate the learning rate; unused by adadelta
 * @param decay momentum, rms decay or rho; beta1 for the rules of the adam family
 * @param decay2 beta2
 * @param initial the weights and, last, the bias
 */
record ColumnSettings(
    double rate,
    double decay,
    double decay2,
    double epsilon,
    double l1,
    double l2,
    float[] initial) {

  /** Parameters in the order of {@link Optimizer#parameters()}; the rate may be NaN if unused. */
  static ColumnSettings of(
      Optimizer optimizer,
      double rate,
      List<Double> parameters,
      double l1,
      double l2,
      float[] initial) {
    double decay = 0;
    double decay2 = 0;
    double epsilon = 1;
    for (int i = 0; i < parameters.size(); i++) {
      double value = parameters.get(i);
      switch (optimizer.parameters().get(i).key()) {
        case "momentum", "rms_decay", "rho", "beta1" -> decay = value;
        case "beta2" -> decay2 = value;
        case "epsilon" -> epsilon = value;
        default -> throw new IllegalArgumentException(optimizer.parameters().get(i).key());
      }
    }
    double used = optimizer.hasLearningRate() ? rate : 0;
    return new ColumnSettings(used, decay, decay2, epsilon, l1, l2, initial);
  }

  float initial(int coefficient) {
    return initial[coefficient];
  }
}
