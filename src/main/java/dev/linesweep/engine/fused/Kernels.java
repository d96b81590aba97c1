package dev.linesweep.engine.fused;

import dev.linesweep.data.Samples;

/**
 * The loops over rows and coefficients of one tile of columns. {@link LoopKernels} says what they
 * compute, to the bit; {@link VectorKernels} computes the same faster.
 */
interface Kernels {
  /** The name: {@code 256-bit}, {@code loops}. */
  String name();

  /** The number of columns of a tile. */
  int width();

  /** The number of lanes of a tile that are stepped at once. */
  int vector();

  /**
   * Sets {@code sums} to the gradient of the loss, without its factor, summed over the chunk; each
   * row's signal is multiplied by its factor if the chunk has some, and 0 if the factor is.
   *
   * @param scratch {@code [row][lane]}
   */
  void gradient(Chunk chunk, Signal signal, float[] weights, float[] scratch, float[] sums);

  /** Adds {@code sums} to {@code total} and what rounding took to {@code lost}. */
  void add(float[] sums, float[] total, float[] lost);

  /** Turns the sum in {@code tile.gradient} into factor × sum / n plus the penalties' gradients. */
  void mean(Tile tile, float factor, float n);

  /** Steps the weights of each column along {@code tile.gradient}, by its own rule. */
  void step(Tile tile);

  /**
   * Sets {@code sums} to those of |error|, error² and, if {@code relative}, 100 |error / label|
   * over the rows of a part, each times the row's weight, {@code [kind][lane]}: as {@link
   * dev.linesweep.model.Evaluation} sums them, without the rows of weight 0.
   *
   * @param weights {@code [feature][lane]}, the bias last
   */
  void measure(Samples.Part part, double[] weights, boolean relative, double[] sums);

  boolean isFinite(float[] weights);
}
