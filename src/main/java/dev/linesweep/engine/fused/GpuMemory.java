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

  private final Gpu gpu;
  private final Deque<Long> held = new ArrayDeque<>();

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
    ByteBuffer bytes = buffer((long) Integer.BYTES * values.length);
    bytes.asIntBuffer().put(values);
    long address = allocate(bytes.remaining());
    gpu.write(address, bytes);
    return address;
  }

  void write(long address, float[] values) {
    ByteBuffer bytes = buffer((long) Float.BYTES * values.length);
    bytes.asFloatBuffer().put(values);
    gpu.write(address, bytes);
  }

  void read(long address, float[] values) {
    ByteBuffer bytes = buffer((long) Float.BYTES * values.length);
    gpu.read(address, bytes);
    bytes.asFloatBuffer().get(values);
  }

  void read(long address, int[] values) {
    ByteBuffer bytes = buffer((long) Integer.BYTES * values.length);
    gpu.read(address, bytes);
    bytes.asIntBuffer().get(values);
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
