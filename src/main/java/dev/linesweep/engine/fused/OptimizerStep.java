package dev.linesweep.engine.fused;

/** Steps a tile's weights along the mean of its summed gradient, each column by its own rule. */
final class OptimizerStep {
  private final float factor;
  private final Kernels kernels;
  private final BiasCorrections corrections;
  private int rows;

  OptimizerStep(Training training, Kernels kernels, BiasCorrections corrections) {
    factor = Signal.of(training.loss()).factor();
    this.kernels = kernels;
    this.corrections = corrections;
  }

  /** Moves on to the next step, whose gradients are summed over so many rows. */
  void next(int rows) {
    this.rows = rows;
    corrections.advance();
  }

  void take(Tile tile) {
    kernels.mean(tile, factor, rows);
    corrections.correct(tile);
    kernels.step(tile);
  }
}
