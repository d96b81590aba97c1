package dev.linesweep.engine.cuda;

import java.util.Map;
import java.util.TreeMap;

/** Which bytes of a card's memory are in use. Each allocation starts at a multiple of 256. */
final class PtxHeap {
  private static final long GRAIN = 256;
  private final long capacity;
  private final TreeMap<Long, Long> holes = new TreeMap<>();
  private final TreeMap<Long, Long> allocations = new TreeMap<>();
  private long used;

  PtxHeap(long capacity) {
    this.capacity = capacity / GRAIN * GRAIN;
    holes.put(0L, this.capacity);
  }

  long free() {
    return capacity - used;
  }

  long used() {
    return used;
  }

  /** The start of the first hole that is large enough. */
  long allocate(long bytes) {
    long size = (bytes + GRAIN - 1) / GRAIN * GRAIN;
    for (Map.Entry<Long, Long> hole : holes.entrySet()) {
      if (hole.getValue() >= size) {
        return take(hole.getKey(), hole.getValue(), size);
      }
    }
    throw new GpuMemoryException(bytes + " bytes, of which " + free() + " are free");
  }

  private long take(long start, long length, long size) {
    holes.remove(start);
    if (length > size) {
      holes.put(start + size, length - size);
    }
    allocations.put(start, size);
    used += size;
    return start;
  }

  /** How many bytes lay there. */
  long free(long start) {
    Long size = allocations.remove(start);
    if (size == null) {
      throw new PtxFault("nothing was allocated at " + start);
    }
    used -= size;
    long from = start;
    long to = start + size;
    Map.Entry<Long, Long> before = holes.lowerEntry(start);
    if (before != null && before.getKey() + before.getValue() == from) {
      from = before.getKey();
    }
    Long after = holes.remove(to);
    holes.put(from, (after == null ? to : to + after) - from);
    return size;
  }
}
