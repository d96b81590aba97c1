package dev.linesweep.engine.cuda;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A card for tests: it interprets the kernels' PTX. It knows the instructions that our kernels use,
 * and of those that compute only the ones whose bits are the same on every card.
 *
 * <p>Memory is full of NaN when it is allocated. Threads of a block run in an order that a seed
 * gives. A kernel that does what it must not is a {@link PtxFault}: an address that is not
 * allocated or not aligned, a barrier that some threads never reach, a register that is read before
 * it is written, and, if asked for, threads that read and write one word with nothing between.
 */
public final class PtxGpu implements Gpu {
  private static final long GLOBAL_BASE = 1L << 40;
  private static final Map<String, Map<String, PtxFunction>> PARSED = new ConcurrentHashMap<>();

  private final Function<Kernel, String> ptx;
  private final boolean findRaces;
  private final Random order;
  private final PtxHeap heap;
  private final PtxMemory global;
  private final Set<Kernel> launched = EnumSet.noneOf(Kernel.class);
  private long executed;
  private boolean closed;

  /** A card with as much memory, which runs the shipped kernels. */
  public PtxGpu(long bytes) {
    this(bytes, 13, false, Kernel::ptx);
  }

  /**
   * @param order the seed of the order of a block's threads
   * @param findRaces whether to look for threads that read and write one word with nothing between
   * @param ptx the code of a kernel
   */
  public PtxGpu(long bytes, long order, boolean findRaces, Function<Kernel, String> ptx) {
    this.ptx = ptx;
    this.findRaces = findRaces;
    this.order = new Random(order);
    heap = new PtxHeap(bytes);
    global = new PtxMemory("global", GLOBAL_BASE, bytes, findRaces);
  }

  @Override
  public String name() {
    return "Interpreted PTX";
  }

  @Override
  public long freeBytes() {
    return heap.free();
  }

  /** Bytes that are allocated, each allocation rounded up to 256. */
  public long usedBytes() {
    return heap.used();
  }

  /** Instructions so far, each counted once for the up to 32 threads that execute it together. */
  public long executed() {
    return executed;
  }

  /** The kernels that were launched. */
  public Set<Kernel> launched() {
    return Set.copyOf(launched);
  }

  @Override
  public long allocate(long bytes) {
    demandOpen();
    long address = GLOBAL_BASE + heap.allocate(bytes);
    global.allocate(address, bytes);
    return address;
  }

  @Override
  public void free(long address) {
    demandOpen();
    global.release(address, heap.free(address - GLOBAL_BASE));
  }

  @Override
  public void write(long address, ByteBuffer from) {
    demandOpen();
    global.write(address, from);
  }

  @Override
  public void read(long address, ByteBuffer to) {
    demandOpen();
    global.read(address, to);
  }

  @Override
  public void launch(Kernel kernel, int blocksX, int blocksY, ByteBuffer parameters) {
    demandOpen();
    launched.add(kernel);
    PtxFunction function = function(kernel);
    PtxMemory shared =
        new PtxMemory("shared", PtxNames.SHARED_BASE, function.sharedBytes(), findRaces);
    PtxMemory parameter = new PtxMemory("parameter", PtxNames.PARAM_BASE, 4096, false);
    if (parameters.remaining() != function.parameterBytes()) {
      throw new PtxFault(
          kernel + " takes " + function.parameterBytes() + " bytes, not " + parameters.remaining());
    }
    parameter.allocate(PtxNames.PARAM_BASE, parameters.remaining());
    parameter.write(PtxNames.PARAM_BASE, parameters);
    PtxBlock block = new PtxBlock(function, List.of(global, shared, parameter));
    startRaces(global, true);
    for (int y = 0; y < blocksY; y++) {
      for (int x = 0; x < blocksX; x++) {
        startRaces(global, false);
        startRaces(shared, true);
        block.run(order, place(x, y, blocksX, blocksY));
      }
    }
    executed += block.executed();
  }

  private PtxFunction function(Kernel kernel) {
    PtxFunction function =
        PARSED.computeIfAbsent(ptx.apply(kernel), PtxParser::parse).get(kernel.key());
    if (function == null) {
      throw new PtxFault("no kernel " + kernel.key() + " in its file");
    }
    return function;
  }

  private static void startRaces(PtxMemory memory, boolean launch) {
    PtxRaces races = memory.races();
    if (races != null && launch) {
      races.launchStarts();
    } else if (races != null) {
      races.blockStarts();
    }
  }

  private static Map<String, Integer> place(int x, int y, int blocksX, int blocksY) {
    return Map.of(
        "%ctaid.x", x,
        "%ctaid.y", y,
        "%nctaid.x", blocksX,
        "%nctaid.y", blocksY,
        "%ntid.x", Kernel.THREADS);
  }

  @Override
  public void await() {
    demandOpen();
  }

  @Override
  public void close() {
    closed = true;
  }

  private void demandOpen() {
    if (closed) {
      throw new PtxFault("the card was closed");
    }
  }
}
