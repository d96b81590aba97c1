package dev.linesweep.spec;

import java.io.Serializable;

/** {@code training}: the loss, the initial weights, and the seed of the order of mini-batches. */
public record TrainingSpec(Loss loss, Init init, long shuffleSeed) implements Serializable {
  /** The default. */
  public static final TrainingSpec USUAL = new TrainingSpec(Loss.MAE, new Init.Xavier(), 13);
}
