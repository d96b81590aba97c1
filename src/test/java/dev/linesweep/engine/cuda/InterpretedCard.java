package dev.linesweep.engine.cuda;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A card of this machine for tests: its streams are one {@link PtxGpu}, one call at a time. */
public final class InterpretedCard implements Card {
  private final PtxGpu gpu;
  private final AtomicInteger launches = new AtomicInteger();
  private Optional<String> error = Optional.empty();
  private int launchesToFailure = Integer.MAX_VALUE;
  private int mostBlocks = Integer.MAX_VALUE;

  public InterpretedCard(long bytes) {
    gpu = new PtxGpu(bytes);
  }

  /** Puts this card in place of the machine's, until that is closed. */
  public AutoCloseable inThisMachine() {
    Cuda.standIn(new Cuda(List.of(this)));
    return () -> Cuda.standIn(null);
  }

  /** Lets the card fail for good after some launches. */
  public InterpretedCard failingAfter(int count) {
    launchesToFailure = count;
    return this;
  }

  /** Lets wider launches end in an error that is none of the card's. */
  public InterpretedCard widest(int blocks) {
    mostBlocks = blocks;
    return this;
  }

  /** The card has failed for good. */
  public void fail(String message) {
    error = Optional.of(message);
  }

  /** Launches so far. */
  public int launches() {
    return launches.get();
  }

  public long usedBytes() {
    return gpu.usedBytes();
  }

  @Override
  public int number() {
    return 0;
  }

  @Override
  public String name() {
    return "Interpreted PTX";
  }

  @Override
  public String uuid() {
    return "GPU-00000000-0000-0000-0000-000000000000";
  }

  @Override
  public Capability capability() {
    return new Capability(6, 0);
  }

  @Override
  public Gpu open() {
    return new Stream();
  }

  @Override
  public Optional<String> firstError() {
    return error;
  }

  private final class Stream implements Gpu {
    private final Deque<Long> held = new ArrayDeque<>();

    @Override
    public String name() {
      return gpu.name();
    }

    @Override
    public long freeBytes() {
      synchronized (gpu) {
        return gpu.freeBytes();
      }
    }

    @Override
    public long allocate(long bytes) {
      synchronized (gpu) {
        long address = gpu.allocate(bytes);
        held.push(address);
        return address;
      }
    }

    @Override
    public void free(long address) {
      synchronized (gpu) {
        held.remove(address);
        gpu.free(address);
      }
    }

    @Override
    public void write(long address, ByteBuffer from) {
      synchronized (gpu) {
        gpu.write(address, from);
      }
    }

    @Override
    public void read(long address, ByteBuffer to) {
      synchronized (gpu) {
        gpu.read(address, to);
      }
    }

    @Override
    public void launch(Kernel kernel, int blocksX, int blocksY, ByteBuffer parameters) {
      synchronized (gpu) {
        if (launches.incrementAndGet() > launchesToFailure) {
          error = Optional.of("launch: made to fail");
          throw new GpuException("launch: made to fail");
        }
        if (blocksX > mostBlocks) {
          throw new IllegalStateException("too wide: " + blocksX);
        }
        gpu.launch(kernel, blocksX, blocksY, parameters);
      }
    }

    @Override
    public void await() {}

    @Override
    public void close() {
      synchronized (gpu) {
        while (!held.isEmpty()) {
          gpu.free(held.pop());
        }
      }
    }
  }
}
