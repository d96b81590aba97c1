package dev.linesweep.engine.cuda;

/**
 * Finds words that one thread writes and another one reads or writes, with nothing between them
 * that orders the two: a barrier orders the threads of a block, the end of a launch all threads.
 */
final class PtxRaces {
  private static final int THREAD_BITS = 8;
  private static final int SEVERAL = 254;
  private static final int SEVERAL_BLOCKS = 255;

  private final long[] writers;
  private final long[] readers;
  private long interval = 1;
  private long blockStart = 1;
  private long launchStart = 1;

  PtxRaces(int words) {
    writers = new long[words];
    readers = new long[words];
  }

  void launchStarts() {
    interval++;
    launchStart = interval;
    blockStart = interval;
  }

  void blockStarts() {
    interval++;
    blockStart = interval;
  }

  void barrier() {
    interval++;
  }

  void read(int word, int thread) {
    long now = interval << THREAD_BITS;
    if (readers[word] == (now | thread) || readers[word] == (now | SEVERAL)) {
      return; // Nobody else has written it since the last barrier, or that read had found it.
    }
    if (collides(writers[word], thread)) {
      throw new PtxFault("thread " + thread + " reads what " + name(writers[word]) + " wrote");
    }
    readers[word] = interval << THREAD_BITS | reader(readers[word], thread);
  }

  void write(int word, int thread) {
    if (collides(writers[word], thread)) {
      throw new PtxFault("thread " + thread + " writes what " + name(writers[word]) + " wrote");
    }
    if (collides(readers[word], thread)) {
      throw new PtxFault("thread " + thread + " writes what " + name(readers[word]) + " read");
    }
    writers[word] = interval << THREAD_BITS | thread;
  }

  private static int thread(long tag) {
    return (int) tag & (1 << THREAD_BITS) - 1;
  }

  private boolean ofOtherBlock(long tag) {
    long when = tag >> THREAD_BITS;
    return when >= launchStart && (when < blockStart || thread(tag) == SEVERAL_BLOCKS);
  }

  private boolean collides(long tag, int thread) {
    return ofOtherBlock(tag) || tag >> THREAD_BITS == interval && thread(tag) != thread;
  }

  /** Who has read a word now, {@code thread} included. */
  private int reader(long before, int thread) {
    if (ofOtherBlock(before)) {
      return SEVERAL_BLOCKS;
    }
    return before >> THREAD_BITS == interval && thread(before) != thread ? SEVERAL : thread;
  }

  private String name(long tag) {
    if (ofOtherBlock(tag)) {
      return "another block";
    }
    return thread(tag) == SEVERAL ? "other threads" : "thread " + thread(tag);
  }
}
