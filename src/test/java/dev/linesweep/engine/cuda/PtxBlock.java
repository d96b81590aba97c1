package dev.linesweep.engine.cuda;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** The threads of a block of a kernel, and the memory that they share. */
final class PtxBlock {
  private final PtxFunction kernel;
  private final List<PtxMemory> memory;
  private final List<PtxRun> warps = new ArrayList<>();

  PtxBlock(PtxFunction kernel, List<PtxMemory> memory) {
    this.kernel = kernel;
    this.memory = memory;
    for (int i = 0; i < Kernel.THREADS / PtxRun.LANES; i++) {
      warps.add(new PtxRun(kernel, memory.toArray(PtxMemory[]::new)));
    }
  }

  /**
   * Runs all threads to their end.
   *
   * @param order of the threads between two barriers
   * @param place where the block stands in its launch, by PTX's names
   */
  void run(Random order, Map<String, Integer> place) {
    memory
        .get(PtxAccess.Space.SHARED.ordinal())
        .allocate(PtxNames.SHARED_BASE, kernel.sharedBytes());
    begin(order, place);
    boolean waiting = true;
    while (waiting) {
      warps.forEach(PtxRun::run);
      waiting = meet();
    }
  }

  private void begin(Random order, Map<String, Integer> place) {
    List<Integer> threads = new ArrayList<>(IntStream.range(0, Kernel.THREADS).boxed().toList());
    Collections.shuffle(threads, order);
    int[] all = threads.stream().mapToInt(Integer::intValue).toArray();
    for (int i = 0; i < warps.size(); i++) {
      int from = i * PtxRun.LANES;
      warps.get(i).begin(Arrays.copyOfRange(all, from, from + PtxRun.LANES), place);
    }
    Collections.shuffle(warps, order);
  }

  /** Whether threads go on from a barrier, at which all of them must stand. */
  private boolean meet() {
    int[] places = warps.stream().flatMapToInt(warp -> Arrays.stream(warp.waiting())).toArray();
    if (places.length == 0) {
      return false;
    }
    if (places.length < Kernel.THREADS || Arrays.stream(places).distinct().count() > 1) {
      throw new PtxFault(
          kernel.name() + ": some threads of a block wait at a barrier that others never reach");
    }
    for (PtxMemory each : memory) {
      PtxRaces races = each.races();
      if (races != null) {
        races.barrier();
      }
    }
    warps.forEach(PtxRun::pass);
    return true;
  }

  long executed() {
    return warps.stream().mapToLong(PtxRun::executed).sum();
  }
}
