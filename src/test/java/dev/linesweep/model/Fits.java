package dev.linesweep.model;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.SplitSpec;
import java.util.List;

/** Baselines for tests, with all closed forms however long they take. */
public final class Fits {
  private Fits() {}

  public static Baselines of(Matrix matrix, Samples samples, Loss loss) {
    try {
      return Baselines.simple(matrix, samples, loss, List.of())
          .withClosedForms(
              matrix,
              samples,
              loss,
              ClosedFormCost.of(samples.shape(), loss, Double.POSITIVE_INFINITY),
              bytes -> true);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Baselines of(Matrix matrix, SplitSpec split, Loss loss) {
    return of(matrix, Samples.of(matrix, split, Standardize.ALL), loss);
  }
}
