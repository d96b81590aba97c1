package dev.linesweep.engine.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Words of 32 bits at the addresses of one space. What is not allocated has no address. */
final class PtxMemory {
  private static final int POISON = 0x7fc0dead;

  private final String space;
  private final long base;
  private final int[] words;
  private final boolean[] allocated;
  private final @Nullable PtxRaces races;

  PtxMemory(String space, long base, long bytes, boolean findRaces) {
    this.space = space;
    this.base = base;
    words = new int[Math.toIntExact((bytes + 3) / 4)];
    allocated = new boolean[words.length];
    races = findRaces ? new PtxRaces(words.length) : null;
  }

  long base() {
    return base;
  }

  @Nullable PtxRaces races() {
    return races;
  }

  /** Fills the bytes with what no kernel can compute with: each float there is NaN. */
  void allocate(long address, long bytes) {
    int from = (int) ((address - base) / 4);
    int to = (int) ((address - base + bytes + 3) / 4);
    Arrays.fill(words, from, to, POISON);
    Arrays.fill(allocated, from, to, true);
  }

  void release(long address, long bytes) {
    int from = (int) ((address - base) / 4);
    Arrays.fill(allocated, from, from + (int) (bytes / 4), false);
  }

  int load(long address, int thread) {
    int word = word(address, 4);
    if (races != null) {
      races.read(word, thread);
    }
    return words[word];
  }

  void store(long address, int value, int thread) {
    int word = word(address, 4);
    if (races != null) {
      races.write(word, thread);
    }
    words[word] = value;
  }

  long loadLong(long address, int thread) {
    align(address, 8);
    return load(address, thread) & 0xffffffffL | (long) load(address + 4, thread) << 32;
  }

  void storeLong(long address, long value, int thread) {
    align(address, 8);
    store(address, (int) value, thread);
    store(address + 4, (int) (value >> 32), thread);
  }

  byte loadByte(long address, int thread) {
    return (byte) (load(address & ~3L, thread) >> 8 * (address & 3));
  }

  void align(long address, int bytes) {
    if ((address & bytes - 1) != 0) {
      throw new PtxFault("misaligned address " + name(address));
    }
  }

  /** Copies what lies between the buffer's position and its limit, both of which stay. */
  void write(long address, ByteBuffer from) {
    ByteBuffer source = from.duplicate().order(ByteOrder.nativeOrder());
    int first = span(address, source.remaining());
    for (int word = first; source.hasRemaining(); word++) {
      words[word] = source.getInt();
    }
  }

  /** Fills the buffer from its position to its limit, both of which stay. */
  void read(long address, ByteBuffer to) {
    ByteBuffer target = to.duplicate().order(ByteOrder.nativeOrder());
    int first = span(address, target.remaining());
    for (int word = first; target.hasRemaining(); word++) {
      target.putInt(words[word]);
    }
  }

  private int span(long address, int bytes) {
    align(bytes, 4);
    for (int at = 0; at < bytes; at += 4) {
      word(address + at, 4);
    }
    return (int) ((address - base) / 4);
  }

  private int word(long address, int bytes) {
    align(address, bytes);
    long word = address - base >> 2;
    if (word < 0 || word >= words.length || !allocated[(int) word]) {
      throw new PtxFault("nothing is allocated at " + name(address));
    }
    return (int) word;
  }

  private String name(long address) {
    return "0x" + Long.toHexString(address) + " of " + space + " memory";
  }
}
