package dev.linesweep.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.spec.Optimizer;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
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

class UpdaterTest {
  private static final double RATE = 0.03;
  private static final Map<Optimizer, IUpdater> ND4J =
      Map.of(
          Optimizer.SGD, new Sgd(RATE),
          Optimizer.NESTEROVS, new Nesterovs(RATE, 0.8),
          Optimizer.ADAGRAD, new AdaGrad(RATE, 1e-5),
          Optimizer.RMSPROP, new RmsProp(RATE, 0.9, 1e-7),
          Optimizer.ADADELTA, new AdaDelta(0.9, 1e-5),
          Optimizer.ADAM, new Adam(RATE, 0.85, 0.995, 1e-7),
          Optimizer.ADAMAX, new AdaMax(RATE, 0.85, 0.995, 1e-7),
          Optimizer.NADAM, new Nadam(RATE, 0.85, 0.995, 1e-7),
          Optimizer.AMSGRAD, new AMSGrad(RATE, 0.85, 0.995, 1e-7));

  private static ColumnSettings settings(Optimizer optimizer, float[] initial) {
    return switch (optimizer) {
      case SGD -> new ColumnSettings(RATE, 0, 0, 1, 0, 0, initial);
      case NESTEROVS -> new ColumnSettings(RATE, 0.8, 0, 1, 0, 0, initial);
      case ADAGRAD -> new ColumnSettings(RATE, 0, 0, 1e-5, 0, 0, initial);
      case RMSPROP -> new ColumnSettings(RATE, 0.9, 0, 1e-7, 0, 0, initial);
      case ADADELTA -> new ColumnSettings(0, 0.9, 0, 1e-5, 0, 0, initial);
      default -> new ColumnSettings(RATE, 0.85, 0.995, 1e-7, 0, 0, initial);
    };
  }

  /** 2,000 steps, gradients of many sizes, each step's update compared, not only the end. */
  @ParameterizedTest
  @EnumSource(Optimizer.class)
  void stepsAreNd4js(Optimizer optimizer) {
    int coefficients = 6;
    Kernels kernels = new VectorKernels();
    Tile tile =
        new Tile(coefficients - 1, kernels.width(), kernels.vector(), Tile.states(optimizer));
    tile.set(1, 0, settings(optimizer, new float[coefficients]), optimizer);
    BiasCorrections corrections = new BiasCorrections();
    tile.betas[1] = corrections.add(optimizer, tile.decay[1], tile.decay2[1]);
    IUpdater config = Objects.requireNonNull(ND4J.get(optimizer));
    int state = (int) config.stateSize(coefficients);
    GradientUpdater<?> updater =
        config.instantiate(state == 0 ? null : Nd4j.zeros(DataType.FLOAT, 1, state), state > 0);
    Random random = new Random(5);
    float[] update = new float[coefficients];
    for (int step = 0; step < 2000; step++) {
      INDArray gradient = Nd4j.zeros(DataType.FLOAT, 1, coefficients);
      for (int i = 0; i < coefficients; i++) {
        float g = (float) (random.nextGaussian() * StrictMath.pow(10, i - 3));
        gradient.putScalar(i, g);
        tile.gradient[i * tile.width + 1] = g;
        tile.weights[i * tile.width + 1] = 0;
      }
      corrections.advance();
      corrections.correct(tile);
      kernels.step(tile);
      updater.applyUpdater(gradient, step, 0);
      tile.copyWeights(1, update);
      for (int i = 0; i < coefficients; i++) {
        float theirs = gradient.getFloat(i);
        assertThat(-update[i]).isCloseTo(theirs, within(Math.abs(theirs) * 5e-7f));
      }
    }
  }
}
