package dev.linesweep.model;

import dev.linesweep.spec.MetricSpec;
import java.io.Serializable;

/**
 * A column of the data that predicts the label as it is, such as today's price for tomorrow's.
 *
 * @param title the name in reports
 * @param validation not a number if there is no such part
 */
public record ColumnBaseline(
    String title,
    String column,
    PartMetrics train,
    PartMetrics validation,
    PartMetrics test,
    double testR2)
    implements Serializable {
  /** The prefix of the column's name in the {@link #key}. */
  public static final String PREFIX = "column:";

  /** Its name among the models that a best trial is compared with. */
  public String key() {
    return PREFIX + column;
  }

  public PartMetrics part(MetricSpec.Part part) {
    return new PartErrors(train, validation, test).of(part);
  }
}
