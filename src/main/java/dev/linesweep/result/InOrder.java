package dev.linesweep.result;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Makes things on all cores and hands them over in their order, some thousand at a time. */
final class InOrder {
  private static final int CHUNK = 8192;

  private InOrder() {}

  /**
   * Makes the things numbered from {@code from} to before {@code to}; each chunk while the one
   * before it is consumed.
   *
   * @param make pure
   */
  static <T> void forEach(int from, int to, IntFunction<T> make, Consumer<T> consumer) {
    ForkJoinTask<List<T>> next = chunk(from, to, make);
    for (int start = from; start < to; start += CHUNK) {
      List<T> made = next.join();
      next = chunk(Math.min(to, start + CHUNK), to, make);
      made.forEach(consumer);
    }
  }

  private static <T> ForkJoinTask<List<T>> chunk(int from, int to, IntFunction<T> make) {
    int end = Math.min(to, from + CHUNK);
    return ForkJoinPool.commonPool()
        .submit(() -> IntStream.range(from, end).parallel().mapToObj(make).toList());
  }
}
