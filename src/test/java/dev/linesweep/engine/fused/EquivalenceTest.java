package dev.linesweep.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.BatchOrder;
import dev.linesweep.data.InitialWeights;
import dev.linesweep.data.Samples;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** One column against the DL4J network that it stands for, and against the plain equations. */
class EquivalenceTest {
  private static final int EPOCHS = 10;

  @ParameterizedTest
  @CsvSource({
    "SGD, MAE, 0, 0, 0",
    "SGD, MSE, 0, 0.3, 0.2",
    "SGD, MAPE, 0, 0, 0",
    "NESTEROVS, MSE, 32, 0, 0.1",
    "NESTEROVS, MAPE, 0, 0.1, 0",
    "ADAM, MAE, 0, 0.1, 0.1",
    "ADAM, MSE, 32, 0.1, 0",
  })
  void weightsAreDl4js(Optimizer optimizer, Loss loss, int batch, double l1, double l2) {
    Samples samples = Cases.samples(150, 3, 0.5);
    double rate = 0.05;
    Trajectory column = Cases.column(optimizer, rate, batch, l1, l2, 42);
    float[] weights =
        new FusedEngine().train(Cases.block(loss, List.of(column), EPOCHS), samples).weights(0, 0);
    MultiLayerNetwork network = network(optimizer, rate, loss, l1, l2, 3);
    network.setParams(Nd4j.create(InitialWeights.of(new Init.Xavier(), 42, 3), new long[] {1, 4}));
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      fitEpoch(network, samples.train(), 3, batch, epoch);
    }
    for (int i = 0; i < 4; i++) {
      assertThat(weights[i]).isCloseTo(network.params().getFloat(i), within(5e-6f));
    }
  }

  private static void fitEpoch(
      MultiLayerNetwork network, Samples.Part part, int features, int batch, int epoch) {
    int rows = part.rows();
    int step = batch == 0 ? rows : batch;
    int[] order = BatchOrder.permutation(7, epoch, rows);
    for (int from = 0; from < rows; from += step) {
      int count = Math.min(step, rows - from);
      INDArray x = Nd4j.create(count, features);
      INDArray y = Nd4j.create(count, 1);
      for (int i = 0; i < count; i++) {
        int row = batch == 0 ? i : order[from + i];
        for (int f = 0; f < features; f++) {
          x.putScalar(i, f, part.x()[row * features + f]);
        }
        y.putScalar(i, 0, part.y()[row]);
      }
      network.fit(x, y);
    }
  }

  private static MultiLayerNetwork network(
      Optimizer optimizer, double rate, Loss loss, double l1, double l2, int features) {
    IUpdater updater =
        switch (optimizer) {
          case NESTEROVS -> new Nesterovs(rate, 0.9);
          case ADAM -> new Adam(rate);
          default -> new Sgd(rate);
        };
    LossFunction function =
        switch (loss) {
          case MSE -> LossFunction.MSE;
          case MAPE -> LossFunction.MEAN_ABSOLUTE_PERCENTAGE_ERROR;
          default -> LossFunction.L1;
        };
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .updater(updater)
            .l1(l1)
            .l2(l2)
            .list()
            .layer(
                new OutputLayer.Builder(function)
                    .nIn(features)
                    .nOut(1)
                    .activation(Activation.IDENTITY)
                    .build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }
}
