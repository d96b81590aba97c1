package dev.linesweep.engine;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Watches the training of a block, and may let it begin where another one stopped. It does not
 * change any bits.
 */
public interface TrainingWatch {
  /** A watch that does nothing. */
  TrainingWatch NONE = new TrainingWatch() {};

  /** Where to begin; empty for the initial weights. */
  default Optional<TrainingState> start() {
    return Optional.empty();
  }

  /**
   * Training begins, or begins again after a device failed.
   *
   * @param engine as {@link Engine#name}
   * @param device as {@link Engine#device}
   */
  default void startsOn(String engine, String device) {}

  /**
   * An epoch has ended.
   *
   * @param state gives where the training stands
   */
  default void epochEnded(int epoch, Supplier<TrainingState> state) {}

  /**
   * A step was taken, and the epoch is not over.
   *
   * @param epoch that is not over
   * @param steps of it that were taken
   * @param of so many
   * @param state gives where the training stands
   */
  default void within(int epoch, int steps, int of, Supplier<TrainingState> state) {}

  /** Whether {@link #stepped} is to be called. */
  default boolean seesSteps() {
    return false;
  }

  /**
   * An optimizer step was taken; they come in order.
   *
   * @param weights of a column as they are now: by feature, then the bias
   */
  default void stepped(IntFunction<float[]> weights) {}
}
