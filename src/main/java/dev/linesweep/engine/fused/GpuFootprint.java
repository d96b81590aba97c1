package dev.linesweep.engine.fused;

import dev.linesweep.data.Samples;

/**
 * The memory that a column of a training takes.
 *
 * @param card bytes on a GPU
 * @param heap bytes of this JVM
 */
record GpuFootprint(long card, long heap) {
  /** Settings, the rule, its betas and the epoch at which the column diverged. */
  private static final int SETTINGS = 10;

  /** Sums over chunks: those side by side, their total and what rounding took from it. */
  private static final int SUMS = 3;

  /** Arrays besides the states: those of a {@link Tile}, and one to read into. */
  private static final int TILE_ARRAYS = 4;

  static GpuFootprint of(Training training) {
    Samples samples = training.samples();
    long coefficients = training.features() + 1L;
    long recorded = training.block().epochs().length;
    long onCard = SETTINGS + coefficients * (1 + Tile.MOST_STATES + SUMS + recorded);
    long snapshot =
        Float.BYTES * coefficients
            + (long) Double.BYTES * ErrorSums.KINDS * (samples.validation().rows() > 0 ? 3 : 2);
    return new GpuFootprint(
        Float.BYTES * onCard
            + (long) Double.BYTES * (ErrorSums.KINDS + 2L * GpuErrors.ROWS_OF_THREAD),
        recorded * snapshot + Float.BYTES * coefficients * (TILE_ARRAYS + Tile.MOST_STATES));
  }

  /** Bytes of a part's rows on a GPU: features, label and its weight. */
  static long of(Samples.Part rows) {
    return (long) Float.BYTES * (rows.x().length + 2L * rows.rows());
  }

  /** The columns that fit into so much memory, and each of their arrays into 2 GiB. */
  int columns(long cardBytes, long heapBytes) {
    long arrays = Math.min(heapBytes, Integer.MAX_VALUE);
    return (int) Math.max(0, Math.min(cardBytes / card, arrays / heap));
  }
}
