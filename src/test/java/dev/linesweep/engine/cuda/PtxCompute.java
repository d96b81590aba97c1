package dev.linesweep.engine.cuda;

/** Computes a register from others. */
final class PtxCompute extends PtxStep {
  private final PtxOperation.Loop loop;
  private final int target;
  private final int[] operands;

  PtxCompute(String text, PtxOperation operation, int target, int[] operands) {
    super(text);
    if (operands.length != operation.operands()) {
      throw new PtxFault(operation.operands() + " operands, not " + operands.length);
    }
    loop = operation.loop();
    this.target = target;
    this.operands = operands;
  }

  @Override
  int[] reads() {
    return operands;
  }

  @Override
  int[] writes() {
    return new int[] {target};
  }

  @Override
  int execute(PtxRun run, int at) {
    int last = operands.length - 1;
    loop.run(
        run.register(target),
        run.register(operands[0]),
        run.register(operands[Math.min(1, last)]),
        run.register(operands[last]),
        run.active(),
        run.activeCount());
    return at + 1;
  }
}
