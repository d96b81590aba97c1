package dev.linesweep.result;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;

/** Makes chunks on several cores and hands them over in order. */
public final class InOrder {
  /** More threads would hold too many chunks in memory. */
  private static final int MOST_THREADS = 4;

  private InOrder() {}

  /**
   * Makes a chunk of the things with numbers from {@code from} (included) to {@code to} (excluded).
   */
  public interface Maker<T> {
    T of(int from, int to);
  }

  /**
   * Makes the chunks, and hands over the oldest ones meanwhile. A single chunk needs no thread.
   *
   * @param each how many things are in a chunk; the last one may have fewer
   * @param make makes a chunk; must be pure
   */
  public static <T> void forEach(int from, int to, int each, Maker<T> make, Consumer<T> consumer) {
    if (to - from <= each) {
      if (to > from) {
        consumer.accept(make.of(from, to));
      }
      return;
    }
    int threads = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      Queue<ForkJoinTask<T>> ahead = new ArrayDeque<>();
      for (int next = from; next < to || !ahead.isEmpty(); ) {
        if (next < to && ahead.size() <= threads) {
          int first = next;
          next = Math.min(to, first + each);
          int end = next;
          ahead.add(pool.submit(() -> make.of(first, end)));
        } else {
          consumer.accept(ahead.remove().join());
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
