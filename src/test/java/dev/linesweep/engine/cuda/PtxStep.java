package dev.linesweep.engine.cuda;

/** An instruction, all of whose names are resolved. */
abstract class PtxStep {
  /** What {@link #execute} returns once the threads stand where {@link PtxRun#pc} says. */
  static final int DISPERSED = -1;

  static final int UNGUARDED = -1;

  final String text;

  /** Slot of the predicate without which a thread passes the instruction over. */
  private int guard = UNGUARDED;

  private long guardedBy = 1;

  PtxStep(String text) {
    this.text = text;
  }

  final void guardedBy(int predicate, boolean negated) {
    guard = predicate;
    guardedBy = negated ? 0 : 1;
  }

  final boolean isGuarded() {
    return guard != UNGUARDED;
  }

  final int guard() {
    return guard;
  }

  final boolean passes(long predicate) {
    return (predicate & 1) == guardedBy;
  }

  /** The slots that it reads, its guard's apart. */
  abstract int[] reads();

  /** The slots that it writes. */
  abstract int[] writes();

  /**
   * Executes it for the active threads of a run.
   *
   * @param at where it stands
   * @return where all these threads go, or {@link #DISPERSED}
   */
  abstract int execute(PtxRun run, int at);
}
