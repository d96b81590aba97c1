package dev.linesweep.engine.cuda;

/** Calls a function. */
final class PtxCall extends PtxStep {
  private final PtxFunction function;
  private final int[] arguments;
  private final int[] results;

  /**
   * @param function which is called
   * @param arguments slots of the caller, as {@code function.parameters()} are of the function
   * @param results slots of the caller, as {@code function.results()} are of the function
   */
  PtxCall(String text, PtxFunction function, int[] arguments, int[] results) {
    super(text);
    this.function = function;
    this.arguments = arguments;
    this.results = results;
  }

  @Override
  int[] reads() {
    return arguments;
  }

  @Override
  int[] writes() {
    return results;
  }

  @Override
  int execute(PtxRun caller, int at) {
    PtxRun called = caller.call(function);
    copy(caller, arguments, called, function.parameters(), caller);
    called.run();
    copy(called, function.results(), caller, results, caller);
    return at + 1;
  }

  private static void copy(PtxRun from, int[] values, PtxRun to, int[] targets, PtxRun active) {
    for (int k = 0; k < values.length; k++) {
      long[] source = from.register(values[k]);
      long[] target = to.register(targets[k]);
      for (int i = 0; i < active.activeCount(); i++) {
        int lane = active.active()[i];
        target[lane] = source[lane];
      }
    }
  }
}
