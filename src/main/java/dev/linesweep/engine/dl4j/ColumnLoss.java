package dev.linesweep.engine.dl4j;

import dev.linesweep.spec.Loss;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMAPE;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossMSLE;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;

/**
 * The gradients of a DL4J loss, column by column as if each were the only one and row by row times
 * the weights of the batch's rows, and no score: the engine measures recorded epochs itself, so
 * summing a score in every step would be lost work.
 *
 * <p>DL4J's MAE, MSE, MAPE and MSLE divide by the number of columns. L1 and L2 are the first two
 * without that; the other two get the width as the weight of each label.
 */
record ColumnLoss(ILossFunction gradients, RowFactors factors) implements ILossFunction {
  private static final long serialVersionUID = 1L;

  /** DL4J's loss for a network with one column. */
  static ILossFunction single(Loss loss) {
    return switch (loss) {
      case MAE -> new LossMAE();
      case MSE -> new LossMSE();
      case MAPE -> new LossMAPE();
      case MSLE -> new LossMSLE();
      case POISSON -> new LossPoisson();
    };
  }

  /** The loss of a network with several columns, or with rows that have weights. */
  static ColumnLoss of(Loss loss, int width, RowFactors factors) {
    return new ColumnLoss(width == 1 ? single(loss) : stacked(loss, width), factors);
  }

  private static ILossFunction stacked(Loss loss, int width) {
    return switch (loss) {
      case MAE -> new LossL1();
      case MSE -> new LossL2();
      case MAPE -> new LossMAPE(labelWeights(width));
      case MSLE -> new LossMSLE(labelWeights(width));
      case POISSON -> new LossPoisson();
    };
  }

  private static INDArray labelWeights(int width) {
    return Nd4j.valueArrayOf(new long[] {1, width}, (double) width, DataType.FLOAT);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray output, IActivation activation, INDArray mask) {
    return factors.times(gradients.computeGradient(labels, output, activation, mask));
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray output, IActivation activation, INDArray mask, boolean average) {
    return 0;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray output, IActivation activation, INDArray mask) {
    throw new UnsupportedOperationException("a block has no score");
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray output, IActivation activation, INDArray mask, boolean average) {
    return new Pair<>(0.0, computeGradient(labels, output, activation, mask));
  }

  @Override
  public String name() {
    return gradients.name();
  }
}
