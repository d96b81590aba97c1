package dev.linesweep.engine.fused;

import dev.linesweep.engine.cuda.Gpu;
import dev.linesweep.engine.cuda.GpuException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;

/** Memory on a card that is freed together. */
final class GpuMemory implements AutoCloseable {
  /** The driver refuses to allocate nothing. */
  private static final long LEAST = 16;

  /** Numbers of an array that are copied at once. */
  private static final int PIECE = 1 << 20;

  private final Gpu gpu;
  private final Deque<Long> held = new ArrayDeque<>();
  private ByteBuffer piece = buffer(0);

  GpuMemory(Gpu gpu) {
    this.gpu = gpu;
  }

  /** A buffer of this machine that a card reads and writes quickly. */
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
    for (int from = 0; from < values.length; from += PIECE) {
      ByteBuffer bytes = piece(values.length - from);
      bytes.asIntBuffer().put(values, from, bytes.remaining() / Integer.BYTES);
      gpu.write(address + (long) Integer.BYTES * from, bytes);
    }
    return address;
  }

  void write(long address, float[] values) {
    for (int from = 0; from < values.length; from += PIECE) {
      ByteBuffer bytes = piece(values.length - from);
      bytes.asFloatBuffer().put(values, from, bytes.remaining() / Float.BYTES);
      gpu.write(address + (long) Float.BYTES * from, bytes);
    }
  }

  void read(long address, float[] values) {
    for (int from = 0; from < values.length; from += PIECE) {
      ByteBuffer bytes = piece(values.length - from);
      gpu.read(address + (long) Float.BYTES * from, bytes);
      bytes.asFloatBuffer().get(values, from, bytes.remaining() / Float.BYTES);
    }
  }

  void read(long address, double[] values) {
    int most = PIECE / 2;
    for (int from = 0; from < values.length; from += most) {
      ByteBuffer bytes = piece(2 * Math.min(most, values.length - from));
      gpu.read(address + (long) Double.BYTES * from, bytes);
      bytes.asDoubleBuffer().get(values, from, bytes.remaining() / Double.BYTES);
    }
  }

  void read(long address, int[] values) {
    for (int from = 0; from < values.length; from += PIECE) {
      ByteBuffer bytes = piece(values.length - from);
      gpu.read(address + (long) Integer.BYTES * from, bytes);
      bytes.asIntBuffer().get(values, from, bytes.remaining() / Integer.BYTES);
    }
  }

  /** Room for as many of so many numbers, of four bytes each, as are copied at once. */
  private ByteBuffer piece(int numbers) {
    int bytes = Integer.BYTES * Math.min(PIECE, numbers);
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
      held.clear(); // The card is lost to this JVM, and its memory with it.
    }
  }
}
