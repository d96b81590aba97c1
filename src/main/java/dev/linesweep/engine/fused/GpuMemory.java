package dev.linesweep.engine.fused;

import dev.linesweep.engine.cuda.Gpu;
import dev.linesweep.engine.cuda.GpuException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;

/** Memory on a GPU that is freed together. */
final class GpuMemory implements AutoCloseable {
  /** The driver refuses to allocate nothing. */
  private static final long LEAST = 16;

  /** The bytes of an array that are copied at once. */
  private static final int PIECE_BYTES = 4 << 20;

  private final Gpu gpu;
  private final Deque<Long> held = new ArrayDeque<>();
  private ByteBuffer piece = buffer(0);

  GpuMemory(Gpu gpu) {
    this.gpu = gpu;
  }

  /** A buffer of this machine that a GPU reads and writes quickly. */
  static ByteBuffer buffer(long bytes) {
    return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
  }

  /** Memory with anything in it. */
  long allocate(long bytes) {
    long address = gpu.allocate(Math.max(LEAST, bytes));
    held.push(address);
    return address;
  }

  void free(long address) {
    held.remove(address);
    gpu.free(address);
  }

  long put(float[] values) {
    long address = allocate((long) Float.BYTES * values.length);
    write(address, values);
    return address;
  }

  long put(int[] values) {
    long address = allocate((long) Integer.BYTES * values.length);
    inPieces(
        values.length,
        Integer.BYTES,
        (bytes, from, count) -> {
          bytes.asIntBuffer().put(values, from, count);
          gpu.write(address + (long) Integer.BYTES * from, bytes);
        });
    return address;
  }

  void write(long address, float[] values) {
    inPieces(
        values.length,
        Float.BYTES,
        (bytes, from, count) -> {
          bytes.asFloatBuffer().put(values, from, count);
          gpu.write(address + (long) Float.BYTES * from, bytes);
        });
  }

  void read(long address, float[] values) {
    inPieces(
        values.length,
        Float.BYTES,
        (bytes, from, count) -> {
          gpu.read(address + (long) Float.BYTES * from, bytes);
          bytes.asFloatBuffer().get(values, from, count);
        });
  }

  void read(long address, double[] values) {
    inPieces(
        values.length,
        Double.BYTES,
        (bytes, from, count) -> {
          gpu.read(address + (long) Double.BYTES * from, bytes);
          bytes.asDoubleBuffer().get(values, from, count);
        });
  }

  void read(long address, int[] values) {
    inPieces(
        values.length,
        Integer.BYTES,
        (bytes, from, count) -> {
          gpu.read(address + (long) Integer.BYTES * from, bytes);
          bytes.asIntBuffer().get(values, from, count);
        });
  }

  /** Copies a piece of an array by way of a buffer of its size. */
  private interface Copy {
    void some(ByteBuffer bytes, int from, int count);
  }

  private void inPieces(int numbers, int bytesEach, Copy copy) {
    int most = PIECE_BYTES / bytesEach;
    for (int from = 0; from < numbers; from += most) {
      int count = Math.min(most, numbers - from);
      copy.some(piece(bytesEach * count), from, count);
    }
  }

  private ByteBuffer piece(int bytes) {
    if (piece.capacity() < bytes) {
      piece = buffer(bytes);
    }
    return piece.clear().limit(bytes);
  }

  @Override
  public void close() {
    try {
      while (!held.isEmpty()) {
        gpu.free(held.pop());
      }
    } catch (GpuException e) {
      held.clear(); // The GPU is lost to this JVM, and its memory with it.
    }
  }
}
