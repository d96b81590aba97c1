package dev.linesweep.engine.fused;

import dev.linesweep.data.BatchOrder;
import dev.linesweep.data.InitialWeights;
import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.SnapshotRecorder;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.TrainingSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A block and the samples that its columns train on together. */
record Training(BlockTraining block, Samples samples) {
  int features() {
    return samples.features().size();
  }

  Samples.Part train() {
    return samples.train();
  }

  Loss loss() {
    return block.training().loss();
  }

  private Trajectory first() {
    return block.columns().get(0);
  }

  /** Of each column, in their order. */
  List<Optimizer> rules() {
    return block.columns().stream().map(Trajectory::optimizer).toList();
  }

  /** Of each column, in their order. */
  List<ColumnSettings> columns() {
    Map<Long, float[]> initial = new HashMap<>();
    return block.columns().stream().map(column -> settings(column, initial)).toList();
  }

  /**
   * @param initial weights by seed, which many columns share
   */
  private ColumnSettings settings(Trajectory column, Map<Long, float[]> initial) {
    return ColumnSettings.of(
        column.optimizer(),
        column.learningRate(),
        column.parameters().values(),
        column.l1(),
        column.l2(),
        initial.computeIfAbsent(
            column.seed(), seed -> InitialWeights.of(block.training().init(), seed, samples)));
  }

  int rowsPerStep() {
    int rows = train().rows();
    return first().fullBatch() ? rows : Math.min(first().batchSize(), rows);
  }

  /** The rows of an epoch, from 1, in their order; null if a step takes all of them as they are. */
  int @Nullable [] orderOf(int epoch) {
    TrainingSpec spec = block.training();
    int rows = train().rows();
    return rowsPerStep() == rows ? null : BatchOrder.permutation(spec.shuffleSeed(), epoch, rows);
  }

  /** Optimizer steps per epoch. */
  int stepsPerEpoch() {
    return (train().rows() - 1) / rowsPerStep() + 1;
  }

  /** An empty recorder for the results of this training. */
  SnapshotRecorder recorder() {
    return new SnapshotRecorder(
        block.columns().size(), features(), samples.validation().rows() > 0, block.epochs());
  }

  /** Rows × features × columns × epochs. */
  long cells() {
    return (long) train().x().length * block.columns().size() * block.lastEpoch();
  }
}
