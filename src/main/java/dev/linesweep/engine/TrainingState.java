package dev.linesweep.engine;

import dev.linesweep.result.Snapshots;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The state of a block's training between two steps: an engine that begins with it ends with the
 * bits of one that was never stopped. The arrays may be the training's own, which changes them when
 * it continues; the snapshots are a copy.
 *
 * @param epoch the last epoch that was trained to its end
 * @param steps how many steps of the next epoch were taken
 * @param recorded so far; NaN at the epochs to come
 * @param floats weights and the optimizer's state, in the engine's own order
 * @param doubles its other numbers
 */
public record TrainingState(
    int epoch, int steps, Snapshots recorded, float[] floats, double[] doubles) {

  /** Joins the states of columns, which are at the same step. */
  public static TrainingState of(List<TrainingState> all) {
    TrainingState first = all.get(0);
    FloatBuffer floats = FloatBuffer.allocate(all.stream().mapToInt(s -> s.floats.length).sum());
    DoubleBuffer doubles =
        DoubleBuffer.allocate(all.stream().mapToInt(s -> s.doubles.length).sum());
    for (TrainingState each : all) {
      floats.put(each.floats);
      doubles.put(each.doubles);
    }
    return new TrainingState(
        first.epoch,
        first.steps,
        Snapshots.of(all.stream().map(TrainingState::recorded).toList()),
        floats.array(),
        doubles.array());
  }

  /** The state of a training that also records other epochs, all of them later. */
  public TrainingState recording(int[] epochs) {
    return new TrainingState(epoch, steps, recorded.at(epochs), floats, doubles);
  }

  /**
   * The state of some columns, the first included and the end excluded, of an engine that keeps as
   * many numbers for one column as for another, column by column.
   */
  public TrainingState columns(int from, int to) {
    int floatsEach = floats.length / recorded.columns();
    int doublesEach = doubles.length / recorded.columns();
    return new TrainingState(
        epoch,
        steps,
        recorded.columns(from, to),
        Arrays.copyOfRange(floats, from * floatsEach, to * floatsEach),
        Arrays.copyOfRange(doubles, from * doublesEach, to * doublesEach));
  }
}
