package dev.linesweep.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.ops.transforms.Transforms;

/** An l1 or l2 penalty whose coefficient differs by column; it adds nothing to DL4J's score. */
final class ColumnPenalty implements Regularization {
  private static final long serialVersionUID = 1L;

  /** The derivative of the penalty, without its coefficient. */
  enum Kind {
    L1 {
      @Override
      INDArray derivative(INDArray weights) {
        return Transforms.sign(weights, true);
      }
    },
    L2 {
      @Override
      INDArray derivative(INDArray weights) {
        return weights.dup();
      }
    };

    abstract INDArray derivative(INDArray weights);
  }

  private final Kind kind;
  private final transient INDArray coefficients;

  /**
   * @param coefficients one per weight, in DL4J's flat order; made outside of any workspace
   */
  ColumnPenalty(Kind kind, INDArray coefficients) {
    this.kind = kind;
    this.coefficients = coefficients;
  }

  @Override
  public ApplyStep applyStep() {
    return ApplyStep.BEFORE_UPDATER;
  }

  @Override
  public void apply(INDArray weights, INDArray gradient, double rate, int iteration, int epoch) {
    gradient.addi(kind.derivative(weights).muli(coefficients));
  }

  @Override
  public double score(INDArray weights, int iteration, int epoch) {
    return 0;
  }

  /** Shared: it never changes. */
  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public Regularization clone() {
    return this;
  }
}
