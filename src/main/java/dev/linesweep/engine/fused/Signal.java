package dev.linesweep.engine.fused;

import dev.linesweep.spec.Loss;

/** The part of a residual (prediction minus label) that enters the gradient. */
enum Signal {
  /** For mae the sign, 0 for 0 and for NaN. */
  SIGN,
  /** For mse the residual; its gradient is doubled with the mean. */
  RESIDUAL,
  /** For mape the sign times 100 / |label|. */
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

  /** The factor of the sum of signals; a power of two, so that nothing is rounded. */
  float factor() {
    return this == RESIDUAL ? 2f : 1f;
  }
}
