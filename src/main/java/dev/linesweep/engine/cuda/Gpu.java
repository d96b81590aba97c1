package dev.linesweep.engine.cuda;

import java.nio.ByteBuffer;

/**
 * Memory, kernels and one stream of work of a GPU. Used by one thread; buffers are in the machine's
 * own byte order, and what is copied lies between their position and their limit, which stay.
 *
 * <p>Each method throws {@link GpuException} if the driver reports an error; since work runs behind
 * the calls, it may be that of an earlier one.
 */
public interface Gpu extends AutoCloseable {
  /** As NVIDIA names the GPU: {@code NVIDIA H100 80GB HBM3}. */
  String name();

  /** Bytes that are free on the GPU, for all who share it. */
  long freeBytes();

  /**
   * Memory of this many bytes, with anything in it, aligned for every type.
   *
   * @throws GpuMemoryException if the GPU has less memory left
   */
  long allocate(long bytes);

  void free(long address);

  /** Copies to the GPU, after all work before it; returns when the buffer may change again. */
  void write(long address, ByteBuffer from);

  /** Copies from the GPU, once all work before it is done. */
  void read(long address, ByteBuffer to);

  /**
   * Starts a kernel of {@link Kernel#THREADS} threads a block, after all work before it.
   *
   * @param parameters the kernel's only parameter, a struct, as C lays it out
   */
  void launch(Kernel kernel, int blocksX, int blocksY, ByteBuffer parameters);

  /** Returns when all work is done. */
  void await();

  @Override
  void close();
}
