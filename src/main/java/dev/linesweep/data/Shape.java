package dev.linesweep.data;

import java.io.Serializable;

/** How many features and how many rows of each part the samples have. */
public record Shape(int features, int trainRows, int validationRows, int testRows)
    implements Serializable {

  public int rows() {
    return trainRows + validationRows + testRows;
  }
}
