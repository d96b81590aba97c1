package dev.linesweep.result;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;

/** Makes chunks of things on several cores and hands them over in their order. */
public final class InOrder {
  /** More threads would hold too many chunks in memory. */
  private static final int MOST_THREADS = 4;

  private InOrder() {}

  /** Makes something of the things numbered from {@code from} to before {@code to}. */
  public interface Maker<T> {
    T of(int from, int to);
  }

  /**
   * Makes a chunk at a time, and hands over the oldest ones meanwhile. A single chunk needs no
   * thread.
   *
   * @param each things in a chunk; the last one may have fewer
   * @param make pure
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
