package dev.linesweep.engine.fused;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sums the gradients of a step over its rows, in memory or on a GPU. */
interface GradientSum {
  /**
   * Sets each tile's gradient to the sum over the rows, without the loss's factor, and hands the
   * tile over as soon as its sum is whole.
   *
   * @param order row numbers, of which those from {@code from} to {@code to} (excluded) are summed;
   *     null for the rows of these numbers themselves
   */
  void sum(int @Nullable [] order, int from, int to, List<Tile> tiles, Consumer<Tile> summed);
}
