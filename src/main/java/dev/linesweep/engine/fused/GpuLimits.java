package dev.linesweep.engine.fused;

/**
 * The limits by which a training is cut into launches. No result depends on it.
 *
 * @param firstCells rows × coefficients × columns that any GPU trains in a moment: those of the
 *     first round of launches, while later ones are as long as time allows, and of each launch that
 *     sums up errors
 * @param seconds that a round should take
 * @param stepCells that one step may have when a thread trains a column from its first row to its
 *     last, which nothing can interrupt
 * @param partialBytes for the sums of chunks that are summed up side by side, and as much for
 *     errors of rows that are predicted side by side
 * @param manyColumns from which one thread per column keeps a GPU busy
 * @param leastColumns that a launch is worth: fewer are not trained on a GPU for lack of memory
 * @param tableNumbers that a round's tables may have, such as the order of its rows
 */
record GpuLimits(
    long firstCells,
    double seconds,
    long stepCells,
    long partialBytes,
    int manyColumns,
    int leastColumns,
    int tableNumbers) {
  static final GpuLimits USUAL =
      new GpuLimits(2_000_000_000L, 0.1, 20_000_000_000L, 256L << 20, 8192, 256, 4 << 20);

  /** Of a GPU's free memory, {@link #partialBytes} is at most this part. */
  private static final int PARTIAL_OF_FREE = 16;

  /** The same on a GPU with so much free memory. */
  GpuLimits within(long freeBytes) {
    long most = Math.min(partialBytes, freeBytes / PARTIAL_OF_FREE);
    return new GpuLimits(
        firstCells, seconds, stepCells, most, manyColumns, leastColumns, tableNumbers);
  }

  /** The same with other least columns. */
  GpuLimits ofAtLeast(int columns) {
    return new GpuLimits(
        firstCells, seconds, stepCells, partialBytes, manyColumns, columns, tableNumbers);
  }
}
