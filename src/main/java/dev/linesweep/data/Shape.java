package dev.linesweep.data;

import java.io.Serializable;

/** How many features and how many rows of each part the samples have. */
public record Shape(int features, int trainRows, int validationRows, int testRows)
    implements Serializable {

  /** The weights and the bias. */
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
