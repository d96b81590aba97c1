package dev.linesweep.engine.cuda;

/** The instructions that say what comes next. */
final class PtxFlow {
  private static final int[] NONE = {};

  private PtxFlow() {}

  /** Reads and writes no register. */
  private abstract static class Plain extends PtxStep {
    Plain(String text) {
      super(text);
    }

    @Override
    int[] reads() {
      return NONE;
    }

    @Override
    int[] writes() {
      return NONE;
    }
  }

  /** Goes to a label. */
  static final class Branch extends Plain {
    private final String label;
    private int target = DISPERSED;

    Branch(String text, String label) {
      super(text);
      this.label = label;
    }

    String label() {
      return label;
    }

    void goesTo(int target) {
      this.target = target;
    }

    int target() {
      return target;
    }

    @Override
    int execute(PtxRun run, int at) {
      return target;
    }
  }

  /** Waits for all threads of the block. */
  static final class Barrier extends Plain {
    Barrier(String text) {
      super(text);
    }

    @Override
    int execute(PtxRun run, int at) {
      run.await(at + 1);
      return DISPERSED;
    }
  }

  /** Ends the function, or a thread. */
  static final class Return extends Plain {
    Return(String text) {
      super(text);
    }

    @Override
    int execute(PtxRun run, int at) {
      run.end();
      return DISPERSED;
    }
  }
}
