package dev.linesweep.engine.fused;

/**
 * What one column trains with.
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

  float initial(int coefficient) {
    return initial[coefficient];
  }
}
