package dev.linesweep.data;

/** The order in which an epoch takes the training rows into mini-batches. */
public final class BatchOrder {
  private BatchOrder() {}

  /**
   * A permutation of 0 to rows - 1 that depends only on its arguments, so any epoch can be drawn
   * without the earlier ones.
   */
  public static int[] permutation(long shuffleSeed, int epoch, int rows) {
    return SplitMix64.of(SplitMix64.Stream.BATCH_ORDER, shuffleSeed, epoch).permutation(rows);
  }
}
