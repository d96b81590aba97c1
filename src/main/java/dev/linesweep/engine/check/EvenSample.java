package dev.linesweep.engine.check;

import dev.linesweep.data.Samples;
import java.io.Serializable;

/**
 * Training rows on which a trial is checked if all of them would need too much memory: as many as
 * hold so many values, from the first to the last in even steps, and at least {@value #LEAST_ROWS}.
 * Some rows show whether an optimizer's steps are right as well as all rows.
 *
 * @param mostValues features times rows
 */
public record EvenSample(long mostValues) implements Serializable {
  /** Every row. */
  public static final EvenSample ALL = new EvenSample(Long.MAX_VALUE);

  /** 32 MB of them: next to it, what plain DL4J needs by itself is more. */
  public static final EvenSample SMALL = new EvenSample(8_000_000);

  private static final int LEAST_ROWS = 1000;

  /** The samples with these training rows; all other parts as they are. */
  public Samples of(Samples samples) {
    int rows = rows(samples.train().rows(), samples.shape().features());
    return rows == samples.train().rows() ? samples : samples.withTrainRows(rows);
  }

  private int rows(int all, int features) {
    return (int) Math.min(all, Math.max(LEAST_ROWS, mostValues / features));
  }
}
