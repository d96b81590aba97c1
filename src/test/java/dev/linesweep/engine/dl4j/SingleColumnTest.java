package dev.linesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.BatchOrder;
import dev.linesweep.data.Samples;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A block of one column against a network that anybody would write by hand. */
class SingleColumnTest {
  private static final int EPOCHS = 6;
  private static final int ROWS_A_BATCH = 7;

  static Stream<Arguments> cases() {
    return Stream.of(Optimizer.values())
        .flatMap(
            optimizer ->
                Stream.of(Loss.values())
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
  void equalsAHandWrittenNetworkBitForBit(
      Optimizer optimizer, Loss loss, int batchSize, double penalty) {
    Nd4jRuntime.start();
    Samples samples = Blocks.positive(1, 40, 3);
    Trajectory trajectory = Blocks.trajectory(optimizer, 0.01, batchSize, penalty, 2 * penalty);
    TrainingSpec training = Blocks.training(loss, 3);

    Snapshots ours =
        Dl4jEngine.create().train(Blocks.block(training, List.of(trajectory), EPOCHS), samples);

    assertThat(ours.weights(0, 0)).containsExactly(byHand(training, trajectory, samples));
  }

  private static float[] byHand(TrainingSpec training, Trajectory trajectory, Samples samples) {
    Init.Given init = (Init.Given) training.init();
    var network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(updater(trajectory))
                .l1(trajectory.l1())
                .l2(trajectory.l2())
                .list()
                .layer(
                    new OutputLayer.Builder(lossFunction(training.loss()))
                        .activation(Activation.IDENTITY)
                        .nIn(3)
                        .nOut(1)
                        .build())
                .build());
    network.init();
    List<Double> start = new ArrayList<>(init.weights());
    start.add(init.bias());
    network.setParams(
        Nd4j.createFromArray(start.stream().map(Double::floatValue).toArray(Float[]::new)));
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      fitEpoch(network, samples.train(), trajectory, training.shuffleSeed(), epoch);
    }
    return network.params().toFloatVector();
  }

  private static void fitEpoch(
      MultiLayerNetwork network,
      Samples.Part rows,
      Trajectory trajectory,
      long shuffleSeed,
      int epoch) {
    int[] order = BatchOrder.permutation(shuffleSeed, epoch, rows.rows());
    int size = trajectory.fullBatch() ? rows.rows() : trajectory.batchSize();
    for (int from = 0; from < rows.rows(); from += size) {
      int to = Math.min(from + size, rows.rows());
      float[][] x = new float[to - from][3];
      float[][] y = new float[to - from][1];
      for (int i = from; i < to; i++) {
        int row = trajectory.fullBatch() ? i : order[i];
        System.arraycopy(rows.x(), row * 3, x[i - from], 0, 3);
        y[i - from][0] = rows.y()[row];
      }
      network.fit(Nd4j.createFromArray(x), Nd4j.createFromArray(y));
    }
  }

  static IUpdater updater(Trajectory trajectory) {
    double rate = trajectory.learningRate();
    return switch (trajectory.optimizer()) {
      case SGD -> new Sgd(rate);
      case NESTEROVS -> new Nesterovs(rate, 0.9);
      case ADAGRAD -> new AdaGrad(rate);
      case RMSPROP -> new RmsProp(rate);
      case ADADELTA -> new AdaDelta();
      case ADAM -> new Adam(rate);
      case ADAMAX -> new AdaMax(rate);
      case NADAM -> new Nadam(rate);
      case AMSGRAD -> new AMSGrad(rate);
    };
  }

  static LossFunction lossFunction(Loss loss) {
    return switch (loss) {
      case MAE -> LossFunction.MEAN_ABSOLUTE_ERROR;
      case MSE -> LossFunction.MSE;
      case MAPE -> LossFunction.MEAN_ABSOLUTE_PERCENTAGE_ERROR;
      case MSLE -> LossFunction.MEAN_SQUARED_LOGARITHMIC_ERROR;
      case POISSON -> LossFunction.POISSON;
    };
  }

  @Test
  void sharingEpochsEqualsSeparateRunsBitForBit() {
    Nd4jRuntime.start();
    Samples samples = Blocks.line();
    TrainingSpec training = new TrainingSpec(Loss.MAE, new Init.Xavier(), 13);
    List<Trajectory> columns = List.of(Blocks.trajectory(Optimizer.ADAM, 0.05, 8, 0, 0));
    Snapshots shared =
        Dl4jEngine.create().train(Blocks.block(training, columns, 3, 10, 25), samples);
    for (int i = 0; i < 3; i++) {
      Snapshots alone =
          Dl4jEngine.create().train(Blocks.block(training, columns, shared.epochs()[i]), samples);
      assertThat(shared.weights(0, i)).containsExactly(alone.weights(0, 0));
    }
  }
}
