package dev.linesweep.spec;

import java.io.Serializable;
import java.util.Locale;

/** {@code metric}: what ranks the trials. */
public record MetricSpec(Part part, Measure measure, Goal goal) implements Serializable {
  /** A part of the rows. */
  public enum Part {
    TRAIN,
    VALIDATION,
    TEST;

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is measured on a part. */
  public enum Measure {
    LOSS,
    MAE,
    RMSE,
    R2;

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether small or large values are good. */
  public enum Goal {
    MINIMIZE,
    MAXIMIZE
  }

  /** What ranks the trials where the job does not say: the loss on the rows that are held out. */
  public static MetricSpec usualFor(SplitSpec split) {
    Part part = split.validates() ? Part.VALIDATION : Part.TEST;
    return new MetricSpec(part, Measure.LOSS, Goal.MINIMIZE);
  }

  /** The name as in the job file: {@code test_loss}. */
  public String key() {
    return part.key() + "_" + measure.key();
  }
}
