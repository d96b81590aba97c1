package dev.linesweep.engine.fused;

import dev.linesweep.spec.Loss;

/** What of a residual (prediction minus label) flows back into the gradient. */
enum Signal {
  /** Of mae: the sign, 0 for 0 and for NaN. */
  SIGN,
  /** Of mse: the residual; its gradient is doubled with the mean. */
  RESIDUAL,
  /** Of mape: the sign times 100 / |label|. */
  RELATIVE_SIGN;

  static Signal of(Loss loss) {
    return switch (loss) {
      case MAE -> SIGN;
      case MSE -> RESIDUAL;
      case MAPE -> RELATIVE_SIGN;
      case MSLE, POISSON ->
          throw new UnsupportedOperationException(
              "training.loss: %s needs logarithms, whose bits depend on the machine, so engine fused"
                      .formatted(loss.key())
                  + " does not have it. Use engine: dl4j, or one of mae, mse, mape.");
    };
  }

  /** What the sum of signals is multiplied with; a power of two, so it rounds nothing. */
  float factor() {
    return this == RESIDUAL ? 2f : 1f;
  }
}
