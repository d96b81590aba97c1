package dev.linesweep.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.apache.hadoop.fs.Path;

/**
 * The bytes of files in their order. Other threads read some of them ahead, since an object store
 * takes tens of milliseconds to answer, but answers many requests at once.
 *
 * <p>The bytes that are read ahead take about {@value #BYTES} bytes, or one file if that is larger.
 */
final class ReadAhead implements AutoCloseable {
  private static final int FILES = 32;
  private static final long BYTES = 64L << 20;

  private final Iterator<Path> files;
  private final Reader reader;
  private final ExecutorService threads;
  private final Queue<Future<byte[]>> ahead = new ArrayDeque<>();
  private int longest;

  /** Reads a whole file. */
  @FunctionalInterface
  interface Reader {
    byte[] read(Path file) throws IOException;
  }

  ReadAhead(List<Path> files, Reader reader) {
    this.files = files.iterator();
    this.reader = reader;
    ThreadFactory daemons =
        task -> {
          Thread thread = new Thread(task, "journal-reader");
          thread.setDaemon(true);
          return thread;
        };
    this.threads =
        Executors.newFixedThreadPool(Math.max(1, Math.min(FILES, files.size())), daemons);
  }

  /**
   * The bytes of the next file.
   *
   * @throws IOException as the reader threw it for this file
   * @throws java.util.NoSuchElementException after the last one
   */
  byte[] next() throws IOException {
    while (files.hasNext() && ahead.size() < window()) {
      Path file = files.next();
      ahead.add(threads.submit(() -> reader.read(file)));
    }
    byte[] bytes = get(ahead.remove());
    longest = Math.max(longest, bytes.length);
    return bytes;
  }

  /** The number of files to read ahead; two until one has arrived. */
  private long window() {
    return longest == 0 ? 2 : Math.max(1, Math.min(BYTES / longest, FILES));
  }

  private static byte[] get(Future<byte[]> read) throws IOException {
    try {
      return read.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the journal was read");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
