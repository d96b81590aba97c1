package dev.linesweep.engine.fused;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sums over the rows in this JVM, {@link Chunk} by chunk, each for all tiles before the next. */
final class ChunkedSum implements GradientSum {
  private final Kernels kernels;
  private final Signal signal;
  private final Chunk chunk;
  private final float[] scratch;
  private final float[] sums;

  ChunkedSum(Training training, Kernels kernels) {
    this.kernels = kernels;
    signal = Signal.of(training.loss());
    chunk = new Chunk(training.train(), training.features());
    scratch = new float[Chunk.ROWS * kernels.width()];
    sums = new float[(training.features() + 1) * kernels.width()];
  }

  @Override
  public void sum(
      int @Nullable [] order, int from, int to, List<Tile> tiles, Consumer<Tile> summed) {
    if (to - from > Chunk.ROWS) {
      sumChunks(order, from, to, tiles);
      tiles.forEach(summed);
      return;
    }
    take(order, from, to);
    for (Tile tile : tiles) {
      kernels.gradient(chunk, signal, tile.weights, scratch, tile.gradient);
      summed.accept(tile);
    }
  }

  private void sumChunks(int @Nullable [] order, int from, int to, List<Tile> tiles) {
    for (Tile tile : tiles) {
      Arrays.fill(tile.gradient, 0f);
      Arrays.fill(tile.lost, 0f);
    }
    for (int at = from; at < to; at += Chunk.ROWS) {
      take(order, at, Math.min(to, at + Chunk.ROWS));
      for (Tile tile : tiles) {
        kernels.gradient(chunk, signal, tile.weights, scratch, sums);
        kernels.add(sums, tile.gradient, tile.lost);
      }
    }
    for (Tile tile : tiles) {
      for (int i = 0; i < tile.gradient.length; i++) {
        tile.gradient[i] += tile.lost[i];
      }
    }
  }

  private void take(int @Nullable [] order, int from, int to) {
    chunk.take(order, from, to);
    chunk.scale(signal);
  }
}
