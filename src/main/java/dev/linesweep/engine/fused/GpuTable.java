package dev.linesweep.engine.fused;

import dev.linesweep.engine.cuda.Gpu;
import java.nio.ByteBuffer;

/** Numbers on a GPU that each round replaces; its memory grows with them. */
final class GpuTable {
  private final Gpu gpu;
  private final GpuMemory memory;
  private ByteBuffer bytes = GpuMemory.buffer(0);
  private long capacity;
  private long address;

  GpuTable(Gpu gpu, GpuMemory memory) {
    this.gpu = gpu;
    this.memory = memory;
  }

  /** Room for new numbers, on this machine. */
  ByteBuffer clear(long size) {
    if (bytes.capacity() < size) {
      bytes = GpuMemory.buffer(size);
    }
    return bytes.clear().limit(Math.toIntExact(size));
  }

  /** Copies the room that {@link #clear} gave, filled, to the GPU. */
  void upload() {
    bytes.position(0);
    if (capacity < bytes.remaining()) {
      if (capacity > 0) {
        memory.free(address);
      }
      capacity = 0;
      address = memory.allocate(bytes.remaining());
      capacity = bytes.remaining();
    }
    gpu.write(address, bytes);
  }

  long address() {
    return address;
  }
}
