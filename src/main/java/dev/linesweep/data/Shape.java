package dev.linesweep.data;

import java.io.Serializable;

/** All that a plan needs to know about the samples. */
public record Shape(int features, int trainRows, int validationRows, int testRows)
    implements Serializable {
  public Shape {
    require(features > 0, "features must be > 0 but was " + features);
    require(trainRows > 0, "trainRows must be > 0 but was " + trainRows);
    require(validationRows >= 0, "validationRows must be >= 0 but was " + validationRows);
    require(testRows >= 0, "testRows must be >= 0 but was " + testRows);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
