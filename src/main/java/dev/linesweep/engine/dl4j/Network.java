package dev.linesweep.engine.dl4j;

import dev.linesweep.data.InitialWeights;
import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.RateFactor;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
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
 * DL4J, without any class of Linesweep.
 */
final class Network implements AutoCloseable {
  private final MultiLayerNetwork network;
  private final INDArray parameters;
  private final int columns;
  private final int features;
  private final float[] flat;

  private Network(MultiLayerConfiguration configuration, int columns, int features, float[] flat) {
    this.columns = columns;
    this.features = features;
    this.flat = flat;
    this.network = new MultiLayerNetwork(configuration);
    network.init(Floats.array(flat, 1, flat.length), false);
    this.parameters = network.params();
  }

  /** One column by plain DL4J, at its initial weights. */
  static Network single(BlockTraining block, int column, Samples samples) {
    TrainingSpec training = block.training();
    Trajectory trajectory = block.columns().get(column);
    float[] initial = InitialWeights.of(training.init(), trajectory.seed(), samples);
    return plain(training.loss(), trajectory, initial)
        .scaled(trajectory.optimizer(), trajectory.learningRate(), block.rateFactor());
  }

  /** All columns, of the same optimizer parameters, at their initial weights. */
  static Network stacked(BlockTraining block, Samples samples) {
    List<Trajectory> columns = block.columns();
    int features = samples.features().size();
    Network network =
        new Network(
            configuration(
                updater(columns, features),
                penalties(columns, features),
                ColumnLoss.stacked(block.training().loss(), columns.size()),
                features,
                columns.size()),
            columns.size(),
            features,
            initial(block.training(), columns, samples));
    return network.scaled(columns.get(0).optimizer(), sharedRate(columns), block.rateFactor());
  }

  private static Network plain(Loss loss, Trajectory trajectory, float[] weightsThenBias) {
    int features = weightsThenBias.length - 1;
    return new Network(
        configuration(loss, trajectory, features), 1, features, weightsThenBias.clone());
  }

  /** One trajectory's network, as plain DL4J describes it; loads no native library. */
  static MultiLayerConfiguration configuration(Loss loss, Trajectory trajectory, int features) {
    List<Regularization> penalties = new ArrayList<>();
    if (trajectory.l1() > 0) {
      penalties.add(new L1Regularization(trajectory.l1()));
    }
    if (trajectory.l2() > 0) {
      penalties.add(new L2Regularization(trajectory.l2()));
    }
    IUpdater updater = Updaters.of(trajectory.parameters(), trajectory.learningRate());
    return configuration(updater, penalties, ColumnLoss.single(loss), features, 1);
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

  /** The rate that the columns share; 1 if each has its own. */
  private static double sharedRate(List<Trajectory> columns) {
    return same(columns, Trajectory::learningRate) ? columns.get(0).learningRate() : 1;
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

  private static IUpdater updater(List<Trajectory> columns, int features) {
    Trajectory first = columns.get(0);
    IUpdater shared = Updaters.of(first.parameters(), sharedRate(columns));
    if (!first.optimizer().hasLearningRate() || same(columns, Trajectory::learningRate)) {
      return shared;
    }
    float[] rates = perParameter(columns, features, true, Trajectory::learningRate);
    return new ColumnRates(shared, Floats.array(rates, rates.length));
  }

  private static List<Regularization> penalties(List<Trajectory> columns, int features) {
    List<Regularization> penalties = new ArrayList<>();
    addPenalty(penalties, ColumnPenalty.Kind.L1, columns, features, Trajectory::l1);
    addPenalty(penalties, ColumnPenalty.Kind.L2, columns, features, Trajectory::l2);
    return penalties;
  }

  private static void addPenalty(
      List<Regularization> penalties,
      ColumnPenalty.Kind kind,
      List<Trajectory> columns,
      int features,
      ToDoubleFunction<Trajectory> coefficient) {
    if (columns.stream().mapToDouble(coefficient).anyMatch(value -> value > 0)) {
      float[] coefficients = perParameter(columns, features, false, coefficient);
      penalties.add(new ColumnPenalty(kind, Floats.array(coefficients, coefficients.length)));
    }
  }

  private static boolean same(List<Trajectory> columns, ToDoubleFunction<Trajectory> value) {
    return columns.stream().mapToDouble(value).distinct().count() == 1;
  }

  /** In DL4J's flat order: the weights column by column, then the biases. */
  private static float[] perParameter(
      List<Trajectory> columns, int features, boolean biases, ToDoubleFunction<Trajectory> value) {
    float[] flat = new float[columns.size() * (features + (biases ? 1 : 0))];
    for (int column = 0; column < columns.size(); column++) {
      float ofColumn = (float) value.applyAsDouble(columns.get(column));
      for (int feature = 0; feature < features; feature++) {
        flat[column * features + feature] = ofColumn;
      }
      if (biases) {
        flat[columns.size() * features + column] = ofColumn;
      }
    }
    return flat;
  }

  private static float[] initial(TrainingSpec training, List<Trajectory> columns, Samples samples) {
    int features = samples.features().size();
    float[] flat = new float[columns.size() * (features + 1)];
    for (int column = 0; column < columns.size(); column++) {
      float[] weights = InitialWeights.of(training.init(), columns.get(column).seed(), samples);
      System.arraycopy(weights, 0, flat, column * features, features);
      flat[columns.size() * features + column] = weights[features];
    }
    return flat;
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
