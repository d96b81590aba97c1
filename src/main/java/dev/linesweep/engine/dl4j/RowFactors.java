package dev.linesweep.engine.dl4j;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights of the rows of the batch that is fitted next, by which a loss multiplies each row's
 * gradient.
 *
 * <p>DL4J's own means, a mask of the labels, does not weigh rows: a layer multiplies its
 * predictions by the mask too, and ND4J's losses multiply the gradient of a single column by it
 * twice. Both go unnoticed while a mask is 0 or 1.
 */
final class RowFactors implements Serializable {
  private static final long serialVersionUID = 1L;

  private transient @Nullable INDArray column;

  /** Takes a column with a weight per row of the batch; null if all rows count the same. */
  void set(@Nullable INDArray rowWeights) {
    column = rowWeights;
  }

  /** Multiplies rows in place. */
  INDArray times(INDArray rows) {
    return column == null ? rows : rows.muliColumnVector(column);
  }
}
