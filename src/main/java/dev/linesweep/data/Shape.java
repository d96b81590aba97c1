package dev.linesweep.data;

import java.io.Serializable;

/** The numbers of features and of rows of each part. */
public record Shape(int features, int trainRows, int validationRows, int testRows)
    implements Serializable {

  /** The number of weights and the bias. */
  public int coefficients() {
    return features + 1;
  }

  public boolean hasValidation() {
    return validationRows > 0;
  }

  public int rows() {
    return trainRows + validationRows + testRows;
  }
}
