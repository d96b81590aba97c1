package dev.linesweep.engine.fused;

/** What of a residual (prediction minus label) flows back into the gradient. */
enum Signal {
  /** Mean absolute error: the sign, 0 for 0 and for NaN. */
  SIGN,
  /** Mean squared error: the residual; its gradient is doubled with the mean. */
  RESIDUAL,
  /** Mean absolute percentage error: the sign times 100 / |label|. */
  RELATIVE_SIGN;

  /** What the sum of signals is multiplied with; a power of two, so it rounds nothing. */
  float factor() {
    return this == RESIDUAL ? 2f : 1f;
  }
}
