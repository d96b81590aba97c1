package dev.linesweep.engine.fused;

import dev.linesweep.spec.Optimizer;

/**
 * The loops over rows and coefficients of one tile of columns. {@link LoopKernels} says what they
 * compute, to the bit; {@link VectorKernels} computes the same faster.
 */
interface Kernels {
  /** How many columns a tile has. */
  int width();

  /** Sets {@code out} to prediction minus label, {@code [row][lane]}, rows rounded up to a panel. */
  void residuals(Chunk chunk, float[] weights, float[] out);

  /** Sets {@code sums} to the gradient summed over the chunk; {@code scratch} is as residuals'. */
  void gradient(Chunk chunk, Signal signal, float[] weights, float[] scratch, float[] sums);

  /** Adds {@code sums} to {@code total} and what rounding took to {@code lost}. */
  void add(float[] sums, float[] total, float[] lost);

  /** Turns the sum in {@code tile.gradient} into factor × sum / n plus the penalties' gradients. */
  void mean(Tile tile, float factor, float n);

  /** Steps the weights along {@code tile.gradient}. */
  void step(Optimizer rule, Tile tile);

  boolean isFinite(float[] weights);
}
