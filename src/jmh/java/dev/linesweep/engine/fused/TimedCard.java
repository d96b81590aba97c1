package dev.linesweep.engine.fused;

import dev.linesweep.engine.cuda.Capability;
import dev.linesweep.engine.cuda.Card;
import dev.linesweep.engine.cuda.Gpu;
import dev.linesweep.engine.cuda.Kernel;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A card with a clock, for one thread: kernels from the first launch until all that were launched
 * are done, launching included, and copies, each until it is done.
 */
final class TimedCard implements Card {
  private final Card card;
  private long training;
  private long errors;
  private long copies;
  private long launches;

  TimedCard(Card card) {
    this.card = card;
  }

  /** What was measured since the last call. */
  Times take() {
    Times times = new Times(training / 1e9, errors / 1e9, copies / 1e9, launches);
    training = 0;
    errors = 0;
    copies = 0;
    launches = 0;
    return times;
  }

  /**
   * Seconds, and launches.
   *
   * @param training of the kernels that train
   * @param errors of those that sum up errors, which the engine never launches together with others
   */
  record Times(double training, double errors, double copies, long launches) {
    double kernels() {
      return training + errors;
    }
  }

  @Override
  public int number() {
    return card.number();
  }

  @Override
  public String name() {
    return card.name();
  }

  @Override
  public String uuid() {
    return card.uuid();
  }

  @Override
  public Capability capability() {
    return card.capability();
  }

  @Override
  public Gpu open() {
    return new Stream(card.open());
  }

  @Override
  public Optional<String> firstError() {
    return card.firstError();
  }

  private final class Stream implements Gpu {
    private final Gpu gpu;
    private boolean running;
    private boolean measuring;
    private long began;

    Stream(Gpu gpu) {
      this.gpu = gpu;
    }

    @Override
    public String name() {
      return gpu.name();
    }

    @Override
    public long freeBytes() {
      return gpu.freeBytes();
    }

    @Override
    public long allocate(long bytes) {
      return gpu.allocate(bytes);
    }

    @Override
    public void free(long address) {
      await();
      gpu.free(address);
    }

    @Override
    public void write(long address, ByteBuffer from) {
      copy(() -> gpu.write(address, from));
    }

    @Override
    public void read(long address, ByteBuffer to) {
      copy(() -> gpu.read(address, to));
    }

    private void copy(Runnable work) {
      await();
      long start = System.nanoTime();
      work.run();
      gpu.await();
      copies += System.nanoTime() - start;
    }

    @Override
    public void launch(Kernel kernel, int blocksX, int blocksY, ByteBuffer parameters) {
      if (!running) {
        running = true;
        measuring = kernel == Kernel.MEASURE;
        began = System.nanoTime();
      }
      launches++;
      gpu.launch(kernel, blocksX, blocksY, parameters);
    }

    @Override
    public void await() {
      gpu.await();
      if (running) {
        running = false;
        long took = System.nanoTime() - began;
        training += measuring ? 0 : took;
        errors += measuring ? took : 0;
      }
    }

    @Override
    public void close() {
      gpu.close();
    }
  }
}
