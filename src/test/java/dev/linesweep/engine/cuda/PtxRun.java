package dev.linesweep.engine.cuda;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The run of a function by a warp: up to 32 threads in step. Where they part, those go first that
 * have most of the function before them, and meet the others again on their way.
 */
final class PtxRun {
  static final int LANES = 32;

  /** Instructions of a warp between two barriers, after which a loop is taken for endless. */
  private static final long ENDLESS = 200_000_000L;

  private final PtxFunction function;
  private final PtxStep[] steps;
  private final long[][] registers;
  private final PtxMemory[] memory;
  private final int[] threads = new int[LANES];
  private final Map<String, PtxRun> calls = new HashMap<>();

  private final int[] pc = new int[LANES];
  private final State[] state = new State[LANES];
  private final int[] active = new int[LANES];
  private int activeCount;

  /** The least place at which a thread stands that is not active. */
  private int next;

  private final long[] addresses = new long[LANES];
  private long executed;
  private long limit;

  private enum State {
    RUNNING,
    WAITING,
    DONE
  }

  /**
   * @param memory as {@link PtxAccess.Space} lists the spaces
   */
  PtxRun(PtxFunction function, PtxMemory... memory) {
    this.function = function;
    this.memory = memory;
    steps = function.steps().toArray(PtxStep[]::new);
    registers = new long[function.slots()][LANES];
    function.constants().forEach((slot, value) -> Arrays.fill(registers[slot], value));
  }

  /** All threads stand at the start. */
  void begin(int[] threads, Map<String, Integer> block) {
    System.arraycopy(threads, 0, this.threads, 0, LANES);
    function.specials().forEach((name, slot) -> place(name, registers[slot], block));
    Arrays.fill(pc, 0);
    Arrays.fill(state, State.RUNNING);
  }

  private void place(String name, long[] register, Map<String, Integer> block) {
    Integer place = block.get(name);
    for (int lane = 0; lane < LANES; lane++) {
      register[lane] = place == null ? threads[lane] : place;
    }
  }

  /** The run of a function by the active threads, its parameters still to be passed. */
  PtxRun call(PtxFunction called) {
    PtxRun run = calls.computeIfAbsent(called.name(), name -> new PtxRun(called, memory));
    System.arraycopy(threads, 0, run.threads, 0, LANES);
    Arrays.fill(run.pc, 0);
    Arrays.fill(run.state, State.DONE);
    for (int i = 0; i < activeCount; i++) {
      run.state[active[i]] = State.RUNNING;
    }
    return run;
  }

  /** Runs until each thread waits at a barrier or has ended. */
  void run() {
    limit = executed + ENDLESS;
    while (gather()) {
      follow();
    }
  }

  /** Makes those threads active that stand at the least place. */
  private boolean gather() {
    int least = Integer.MAX_VALUE;
    next = Integer.MAX_VALUE;
    activeCount = 0;
    for (int lane = 0; lane < LANES; lane++) {
      if (state[lane] != State.RUNNING) {
        continue;
      }
      if (pc[lane] < least) {
        next = least;
        least = pc[lane];
        activeCount = 0;
      }
      if (pc[lane] == least) {
        active[activeCount++] = lane;
      } else {
        next = Math.min(next, pc[lane]);
      }
    }
    return activeCount > 0;
  }

  /** Runs the active threads until they part, or come to where others stand. */
  private void follow() {
    int at = pc[active[0]];
    while (at < next) {
      PtxStep step = steps[at];
      if (executed++ == limit) {
        throw new PtxFault(function.name() + " does not end");
      }
      try {
        at = step.isGuarded() ? guarded(step, at) : step.execute(this, at);
      } catch (PtxFault fault) {
        throw fault.at(function.name(), step.text);
      }
      if (at == PtxStep.DISPERSED) {
        return;
      }
    }
    stand(at);
  }

  private int guarded(PtxStep step, int at) {
    long[] predicate = registers[step.guard()];
    int passed = 0;
    for (int i = 0; i < activeCount; i++) {
      passed += step.passes(predicate[active[i]]) ? 1 : 0;
    }
    if (passed == activeCount) {
      return step.execute(this, at);
    }
    return passed == 0 ? at + 1 : part(step, at, predicate);
  }

  /** Some of the active threads execute the step, all others pass it over. */
  private int part(PtxStep step, int at, long[] predicate) {
    stand(at + 1);
    int passed = 0;
    for (int i = 0; i < activeCount; i++) {
      if (step.passes(predicate[active[i]])) {
        active[passed++] = active[i];
      }
    }
    activeCount = passed;
    int to = step.execute(this, at);
    if (to != PtxStep.DISPERSED) {
      stand(to);
    }
    return PtxStep.DISPERSED;
  }

  private void stand(int at) {
    for (int i = 0; i < activeCount; i++) {
      pc[active[i]] = at;
    }
  }

  /** The active threads wait at a barrier, to go on from there. */
  void await(int from) {
    stand(from);
    for (int i = 0; i < activeCount; i++) {
      state[active[i]] = State.WAITING;
    }
  }

  /** The active threads end. */
  void end() {
    for (int i = 0; i < activeCount; i++) {
      state[active[i]] = State.DONE;
    }
  }

  /** The places from which threads go on that wait now. */
  int[] waiting() {
    int[] places = new int[LANES];
    int count = 0;
    for (int lane = 0; lane < LANES; lane++) {
      if (state[lane] == State.WAITING) {
        places[count++] = pc[lane];
      }
    }
    return Arrays.copyOf(places, count);
  }

  void pass() {
    for (int lane = 0; lane < LANES; lane++) {
      if (state[lane] == State.WAITING) {
        state[lane] = State.RUNNING;
      }
    }
  }

  long[] register(int slot) {
    return registers[slot];
  }

  PtxMemory memory(PtxAccess.Space space) {
    return memory[space.ordinal()];
  }

  /** Room for an instruction to work out each thread's address. */
  long[] addresses() {
    return addresses;
  }

  int thread(int lane) {
    return threads[lane];
  }

  /** The lanes of the threads that execute now; the first {@link #activeCount} of them. */
  int[] active() {
    return active;
  }

  int activeCount() {
    return activeCount;
  }

  /** Instructions of the warp so far, whatever the number of its threads. */
  long executed() {
    return executed + calls.values().stream().mapToLong(PtxRun::executed).sum();
  }
}
