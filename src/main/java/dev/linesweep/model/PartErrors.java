package dev.linesweep.model;

import dev.linesweep.spec.MetricSpec.Part;

/**
 * Errors over all parts of the rows.
 *
 * @param validation {@link PartMetrics#NONE} if there is no such part
 */
public record PartErrors(PartMetrics train, PartMetrics validation, PartMetrics test) {
  /** The errors of a trial without a result. */
  public static final PartErrors NONE =
      new PartErrors(PartMetrics.NONE, PartMetrics.NONE, PartMetrics.NONE);

  public PartMetrics of(Part part) {
    return switch (part) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }
}
