package dev.linesweep.engine.cuda;

/**
 * What an instruction computes from the bits of up to three registers. Fewer than 64 bits lie in
 * the low ones; what the others hold is of no account.
 *
 * @param operands how many it takes
 */
record PtxOperation(int operands, Loop loop) {
  /** Of one operand. */
  interface Unary {
    long of(long a);
  }

  /** Of two operands. */
  interface Binary {
    long of(long a, long b);
  }

  /** Of three operands. */
  interface Ternary {
    long of(long a, long b, long c);
  }

  /**
   * For all active threads; what is done most has a loop of its own, which a compiler can keep
   * apart.
   */
  interface Loop {
    /** An instruction that has fewer operands repeats its last one. */
    void run(long[] to, long[] a, long[] b, long[] c, int[] active, int n);
  }

  static PtxOperation one(Unary of) {
    return new PtxOperation(
        1,
        (to, a, b, c, active, n) -> {
          for (int i = 0; i < n; i++) {
            int lane = active[i];
            to[lane] = of.of(a[lane]);
          }
        });
  }

  static PtxOperation two(Binary of) {
    return new PtxOperation(
        2,
        (to, a, b, c, active, n) -> {
          for (int i = 0; i < n; i++) {
            int lane = active[i];
            to[lane] = of.of(a[lane], b[lane]);
          }
        });
  }

  static PtxOperation three(Ternary of) {
    return new PtxOperation(
        3,
        (to, a, b, c, active, n) -> {
          for (int i = 0; i < n; i++) {
            int lane = active[i];
            to[lane] = of.of(a[lane], b[lane], c[lane]);
          }
        });
  }
}
