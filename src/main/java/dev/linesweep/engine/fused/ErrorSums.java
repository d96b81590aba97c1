package dev.linesweep.engine.fused;

import dev.linesweep.model.PartMetrics;

/**
 * Turns the sums of a column's errors over the rows of a part, each times the row's weight, into
 * its metrics.
 *
 * @param signal of the training's loss
 * @param scale what a difference of 1 in the label is in the label's own units
 */
record ErrorSums(Signal signal, double scale) {
  /** Sums per column and part: of |error|, error² and 100 |error / label|. */
  static final int KINDS = 3;

  static ErrorSums of(Training training) {
    return new ErrorSums(Signal.of(training.loss()), training.samples().labelScale());
  }

  /** Whether 100 |error / label| is needed. */
  boolean relative() {
    return signal == Signal.RELATIVE_SIGN;
  }

  /** How many of the sums {@link #metrics} needs, of the first ones. */
  int kinds() {
    return relative() ? KINDS : KINDS - 1;
  }

  /**
   * The means of the sums.
   *
   * @param weight of all rows of the part together; their number if they have no weights
   */
  PartMetrics metrics(double absolute, double square, double percent, double weight) {
    double mae = absolute / weight * scale;
    double mse = square / weight * scale * scale;
    double loss =
        switch (signal) {
          case SIGN -> mae;
          case RESIDUAL -> mse;
          case RELATIVE_SIGN -> percent / weight;
        };
    return new PartMetrics(loss, mae, mse);
  }
}
