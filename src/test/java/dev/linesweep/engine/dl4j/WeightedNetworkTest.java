package dev.linesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.BatchOrder;
import dev.linesweep.data.Samples;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.fixture.Weighted;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Trainings with row weights against networks of DL4J only, which know them by the mask of the
 * labels.
 *
 * <p>DL4J multiplies predictions by the mask m, and ND4J's losses the gradient of a single column
 * by m². If labels are multiplied by m too, the slope of a row is m² times that of m p and m y: for
 * mae and poisson that of p and y times m², for mse times m³, for mape times m. (For msle it is
 * none of these.) So the mask is that root of the weights.
 */
class WeightedNetworkTest {
  private static final int EPOCHS = 6;
  private static final int FEATURES = 3;
  private static final int ROWS_A_BATCH = 7;

  @BeforeAll
  static void start() {
    Nd4jRuntime.start();
  }

  /**
   * With p = 2 and y = 5 a mask of 3 should triple the step up; it is 9 times as long, and down.
   */
  @Test
  void aMaskDoesNotWeighRows() {
    assertThat(step(1)).isCloseTo(0.001, within(1e-6));
    assertThat(step(3)).isCloseTo(-0.009, within(1e-6));
  }

  /** By how much the bias moves. */
  private static double step(float mask) {
    MultiLayerNetwork network = network(new Sgd(0.001), Loss.MAE, 0, 0);
    network.setParams(Nd4j.ones(1, FEATURES + 1).muli(0.5f));
    network.fit(new DataSet(Nd4j.ones(1, FEATURES), column(5), null, column(mask)));
    return network.params().getDouble(FEATURES) - 0.5;
  }

  private static INDArray column(float... values) {
    return Nd4j.create(values, new long[] {values.length, 1}, 'c');
  }

  static Stream<Arguments> cases() {
    return Stream.of(Optimizer.values())
        .flatMap(
            optimizer ->
                Stream.of(Loss.MAE, Loss.MSE, Loss.MAPE, Loss.POISSON)
                    .flatMap(
                        loss ->
                            Stream.of(ParameterSpec.FULL_BATCH, ROWS_A_BATCH)
                                .flatMap(
                                    batch ->
                                        Stream.of(0.0, 0.003)
                                            .map(l -> Arguments.of(optimizer, loss, batch, l)))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void enginesTrainAsDl4jDoesWithMasks(
      Optimizer optimizer, Loss loss, int batchSize, double penalty) {
    Samples samples = Weighted.positive(new Random(3), Blocks.positive(1, 40, FEATURES));
    Trajectory trajectory = Blocks.trajectory(optimizer, 0.01, batchSize, penalty, 2 * penalty);
    TrainingSpec training = Blocks.training(loss, FEATURES);
    float[] expected = byMasks(training, trajectory, samples.train());

    requireClose(weights(Dl4jEngine.create(), training, samples, trajectory, 1), expected);
    requireClose(weights(Dl4jEngine.create(), training, samples, trajectory, 3), expected);
    if (loss != Loss.POISSON) {
      requireClose(weights(new FusedEngine(), training, samples, trajectory, 3), expected);
    }
  }

  /** The last of some equal columns. */
  private static float[] weights(
      Engine engine, TrainingSpec training, Samples samples, Trajectory trajectory, int columns) {
    List<Trajectory> same = Stream.generate(() -> trajectory).limit(columns).toList();
    return engine.train(Blocks.block(training, same, EPOCHS), samples).weights(columns - 1, 0);
  }

  private static void requireClose(float[] weights, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(weights[i]).isCloseTo(expected[i], within(5e-6f));
    }
  }

  private static float[] byMasks(TrainingSpec training, Trajectory trajectory, Samples.Part rows) {
    Init.Given init = (Init.Given) training.init();
    MultiLayerNetwork network =
        network(
            SingleColumnTest.updater(trajectory),
            training.loss(),
            trajectory.l1(),
            trajectory.l2());
    List<Double> start = new ArrayList<>(init.weights());
    start.add(init.bias());
    network.setParams(
        Nd4j.createFromArray(start.stream().map(Double::floatValue).toArray(Float[]::new)));
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      int[] order = BatchOrder.permutation(training.shuffleSeed(), epoch, rows.rows());
      int size = trajectory.fullBatch() ? rows.rows() : trajectory.batchSize();
      for (int from = 0; from < rows.rows(); from += size) {
        int to = Math.min(from + size, rows.rows());
        network.fit(batch(training.loss(), rows, order, from, to));
      }
    }
    return network.params().toFloatVector();
  }

  private static DataSet batch(Loss loss, Samples.Part rows, int[] order, int from, int to) {
    float[][] x = new float[to - from][FEATURES];
    float[] y = new float[to - from];
    float[] mask = new float[to - from];
    for (int i = 0; i < to - from; i++) {
      int row = order[from + i];
      System.arraycopy(rows.x(), row * FEATURES, x[i], 0, FEATURES);
      double m = mask(loss, rows.rowWeights().of(row));
      mask[i] = (float) m;
      y[i] = (float) (m * rows.y()[row]);
    }
    return new DataSet(Nd4j.createFromArray(x), column(y), null, column(mask));
  }

  private static double mask(Loss loss, double weight) {
    return switch (loss) {
      case MAE, POISSON -> Math.sqrt(weight);
      case MSE -> Math.cbrt(weight);
      case MAPE -> weight;
      case MSLE -> throw new IllegalArgumentException("no mask weighs rows under msle");
    };
  }

  private static MultiLayerNetwork network(IUpdater updater, Loss loss, double l1, double l2) {
    var network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(updater)
                .l1(l1)
                .l2(l2)
                .list()
                .layer(
                    new OutputLayer.Builder(SingleColumnTest.lossFunction(loss))
                        .activation(Activation.IDENTITY)
                        .nIn(FEATURES)
                        .nOut(1)
                        .build())
                .build());
    network.init();
    return network;
  }
}
