package dev.linesweep.engine.dl4j;

import dev.linesweep.data.InitialWeights;
import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.RateFactor;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.memory.MemoryWorkspaceManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A DL4J network of one output layer whose columns are trajectories. With one column it is plain
 * DL4J, without any class of Linesweep; if rows have weights, all but the loss is, which multiplies
 * the gradient of DL4J's loss by them.
 */
final class Network implements AutoCloseable {
  private final MultiLayerNetwork network;
  private final INDArray parameters;
  private final int columns;
  private final int features;
  private final float[] flat;
  private final RowFactors factors;

  private Network(
      MultiLayerConfiguration configuration,
      int columns,
      int features,
      float[] flat,
      RowFactors factors) {
    this.factors = factors;
    this.columns = columns;
    this.features = features;
    this.flat = flat;
    this.network = new MultiLayerNetwork(configuration);
    network.init(Floats.array(flat, 1, flat.length), false);
    this.parameters = network.params();
  }

  /** One column by plain DL4J, at its initial weights. */
  static Network single(BlockTraining block, int column, Samples samples) {
    Loss loss = block.training().loss();
    Trajectory trajectory = block.columns().get(column);
    RowFactors factors = new RowFactors();
    return new Network(
            configuration(
                samples.train().rowWeights().isNone()
                    ? ColumnLoss.single(loss)
                    : ColumnLoss.of(loss, 1, factors),
                trajectory,
                samples.features().size()),
            1,
            samples.features().size(),
            InitialWeights.of(block.training().init(), trajectory.seed(), samples),
            factors)
        .scaled(trajectory.optimizer(), trajectory.learningRate(), block.rateFactor());
  }

  /** All columns, of the same optimizer parameters, at their initial weights. */
  static Network stacked(BlockTraining block, Samples samples) {
    List<Trajectory> columns = block.columns();
    int features = samples.features().size();
    StackedColumns stack = new StackedColumns(columns, features);
    RowFactors factors = new RowFactors();
    Network network =
        new Network(
            configuration(
                stack.updater(),
                stack.penalties(),
                ColumnLoss.of(block.training().loss(), columns.size(), factors),
                features,
                columns.size()),
            columns.size(),
            features,
            stack.initial(block.training(), samples),
            factors);
    return network.scaled(columns.get(0).optimizer(), stack.sharedRate(), block.rateFactor());
  }

  /** One trajectory's network, as plain DL4J describes it; loads no native library. */
  static MultiLayerConfiguration configuration(Loss loss, Trajectory trajectory, int features) {
    return configuration(ColumnLoss.single(loss), trajectory, features);
  }

  private static MultiLayerConfiguration configuration(
      ILossFunction loss, Trajectory trajectory, int features) {
    List<Regularization> penalties = new ArrayList<>();
    if (trajectory.l1() > 0) {
      penalties.add(new L1Regularization(trajectory.l1()));
    }
    if (trajectory.l2() > 0) {
      penalties.add(new L2Regularization(trajectory.l2()));
    }
    IUpdater updater = Updaters.of(trajectory.parameters(), trajectory.learningRate());
    return configuration(updater, penalties, loss, features, 1);
  }

  /** A configuration as DL4J's builders make it, which would start ND4J only to seed it. */
  private static MultiLayerConfiguration configuration(
      IUpdater updater,
      List<Regularization> penalties,
      ILossFunction loss,
      int features,
      int columns) {
    var layer =
        new OutputLayer.Builder(loss)
            .activation(Activation.IDENTITY)
            .nIn(features)
            .nOut(columns)
            .build();
    layer.setRegularization(penalties);
    layer.setLayerName("layer0");
    NeuralNetConfiguration described =
        new NeuralNetConfiguration.Builder().updater(updater).layer(layer).build();
    described.setSeed(0);
    MultiLayerConfiguration network = new MultiLayerConfiguration();
    network.setConfs(List.of(described));
    network.setTrainingWorkspaceMode(WorkspaceMode.ENABLED);
    network.setCacheMode(described.getCacheMode());
    return network;
  }

  /**
   * Multiplies the rate of the updater by the factor of each epoch. Set on the network, since DL4J
   * copies its configuration first, and a copy of AdaGrad's has no schedule.
   */
  private Network scaled(Optimizer rule, double rate, RateFactor factor) {
    if (factor != RateFactor.ONE && rule.hasLearningRate()) {
      network.setLearningRate(new EpochRate(rate, factor));
    }
    return this;
  }

  int columns() {
    return columns;
  }

  /**
   * Gives the memory back, that of this thread's workspaces included. Not by {@link
   * MultiLayerNetwork#close}, which does the same and then collects the heap's garbage three times:
   * for a small block longer than its training.
   */
  @Override
  public void close() {
    closeIfOwner(network.params());
    closeIfOwner(network.getFlattenedGradients());
    Updater updater = network.getUpdater(false);
    closeIfOwner(updater == null ? null : updater.getStateViewArray());
    MemoryWorkspaceManager workspaces = Nd4j.getWorkspaceManager();
    workspaces.getAllWorkspacesForCurrentThread().forEach(workspaces::destroyWorkspace);
  }

  private static void closeIfOwner(@Nullable INDArray array) {
    if (array != null && array.closeable()) {
      array.close();
    }
  }

  /** Begins an epoch, from 1, whose factor the rates of its steps have. */
  void begin(int epoch) {
    network.setEpochCount(epoch - 1);
  }

  /** One optimizer step. */
  void fit(Batches.Batch batch) {
    factors.set(batch.rowWeights());
    network.fit(batch.x(), batch.y());
  }

  /** Brings the weights over from ND4J, for {@link #weights} and {@link #isFinite} to see. */
  void read() {
    Floats.read(parameters, flat);
  }

  /** The optimizer steps that were taken. */
  int steps() {
    return network.getIterationCount();
  }

  /** The parameters and the optimizer's state, column by column. */
  float[] save() {
    float[] state = new float[Math.toIntExact(optimizerState().map(INDArray::length).orElse(0L))];
    optimizerState().ifPresent(view -> Floats.read(view, state));
    read();
    float[] all = Arrays.copyOf(flat, flat.length + state.length);
    System.arraycopy(state, 0, all, flat.length, state.length);
    return new ColumnOrder(columns, features).ofColumns(all);
  }

  /** Puts the network where {@link #save} found its columns, after so many steps. */
  void restore(float[] saved, int steps) {
    float[] all = new ColumnOrder(columns, features).ofNetwork(saved);
    Floats.write(Arrays.copyOf(all, flat.length), parameters);
    optimizerState()
        .ifPresent(view -> Floats.write(Arrays.copyOfRange(all, flat.length, all.length), view));
    network.setIterationCount(steps);
  }

  /** Empty for a rule that keeps none. */
  private Optional<INDArray> optimizerState() {
    return Optional.ofNullable(network.getUpdater().getStateViewArray())
        .filter(view -> !view.isEmpty());
  }

  /** Puts a network of one column at these weights, the bias last; the optimizer continues. */
  void write(float[] weightsThenBias) {
    Floats.write(weightsThenBias, parameters);
  }

  /** A column's weights by feature, then its bias, as last read. */
  float[] weights(int column) {
    float[] weights = new float[features + 1];
    System.arraycopy(flat, column * features, weights, 0, features);
    weights[features] = flat[columns * features + column];
    return weights;
  }

  /** True if all of a column's weights were finite as last read. */
  boolean isFinite(int column) {
    for (int i = column * features; i < (column + 1) * features; i++) {
      if (!Float.isFinite(flat[i])) {
        return false;
      }
    }
    return Float.isFinite(flat[columns * features + column]);
  }
}
