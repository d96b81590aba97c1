package dev.linesweep.engine.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.linesweep.text.Quantities;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/** A stream of its own in the context of a GPU. */
final class DriverGpu implements Gpu {
  /** CUDA's limit before version 12.1. */
  private static final int LONGEST_PARAMETERS = 4096;

  private static final int NON_BLOCKING = 1;

  private final DriverCard card;
  private final CudaDriver driver;
  private final long stream;
  private final PinnedCopies copies;
  private final Memory parameters = new Memory(LONGEST_PARAMETERS);
  private final Set<Long> allocated = new HashSet<>();
  private final ByteBuffer parameterBytes = parameters.getByteBuffer(0, LONGEST_PARAMETERS);
  private String lastKernel = "";
  private boolean isClosed;

  private DriverGpu(DriverCard card, long stream, PinnedCopies copies) {
    this.card = card;
    this.driver = card.driver();
    this.stream = stream;
    this.copies = copies;
  }

  static DriverGpu open(DriverCard card) {
    card.enter();
    long[] stream = new long[1];
    card.check("cuStreamCreate", card.driver().cuStreamCreate(stream, NON_BLOCKING));
    try {
      return new DriverGpu(card, stream[0], PinnedCopies.on(card, stream[0]));
    } catch (GpuException e) {
      card.driver().cuStreamDestroy_v2(stream[0]);
      throw e;
    }
  }

  private void enter() {
    if (isClosed) {
      throw new IllegalStateException("closed");
    }
    card.enter();
  }

  @Override
  public String name() {
    return card.name();
  }

  @Override
  public long freeBytes() {
    enter();
    long[] free = new long[1];
    card.check("cuMemGetInfo", driver.cuMemGetInfo_v2(free, new long[1]));
    return free[0];
  }

  @Override
  public long allocate(long bytes) {
    enter();
    long[] address = new long[1];
    card.check(
        "cuMemAlloc of " + Quantities.bytes(bytes),
        driver.cuMemAlloc_v2(address, Math.max(1, bytes)));
    allocated.add(address[0]);
    return address[0];
  }

  @Override
  public void free(long address) {
    if (!allocated.remove(address)) {
      throw new IllegalArgumentException("not allocated: 0x" + Long.toHexString(address));
    }
    await();
    card.check("cuMemFree", driver.cuMemFree_v2(address));
  }

  @Override
  public void write(long address, ByteBuffer from) {
    enter();
    copies.write(address, from);
  }

  @Override
  public void read(long address, ByteBuffer to) {
    enter();
    copies.read(address, to);
  }

  @Override
  public void launch(Kernel kernel, int blocksX, int blocksY, ByteBuffer job) {
    enter();
    long function = card.kernels().function(kernel);
    parameterBytes.put(0, job, job.position(), job.remaining());
    lastKernel = " after " + kernel.key();
    card.check(
        "cuLaunchKernel of " + kernel.key(),
        driver.cuLaunchKernel(
            function,
            blocksX,
            blocksY,
            1,
            Kernel.THREADS,
            1,
            1,
            0,
            stream,
            new long[] {Pointer.nativeValue(parameters)},
            0));
  }

  @Override
  public void await() {
    enter();
    card.check("cuStreamSynchronize" + lastKernel, driver.cuStreamSynchronize(stream));
  }

  /** Frees all that it can: after some errors the driver refuses even that. */
  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    card.enterIfPossible();
    driver.cuStreamSynchronize(stream);
    allocated.forEach(driver::cuMemFree_v2);
    allocated.clear();
    copies.close();
    driver.cuStreamDestroy_v2(stream);
  }
}
