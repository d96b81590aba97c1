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

  /** Multiplies rows in place. Those of weight 0 become 0, even if they are not finite. */
  INDArray times(INDArray rows) {
    if (column == null) {
      return rows;
    }
    rows.muliColumnVector(column);
    if (!Double.isFinite(rows.sumNumber().doubleValue())) {
      clearThoseOfWeight0(rows, column);
    }
    return rows;
  }

  private static void clearThoseOfWeight0(INDArray rows, INDArray column) {
    for (long row = 0; row < rows.rows(); row++) {
      if (column.getFloat(row, 0) == 0) {
        for (long i = 0; i < rows.columns(); i++) {
          rows.putScalar(row, i, 0);
        }
      }
    }
  }
}
