package dev.linesweep.data;

import dev.linesweep.spec.Init;
import dev.linesweep.spec.JobException;
import dev.linesweep.text.Decimal;
import java.util.List;

/**
 * The initial weights of a trial, in the units that training sees. They depend on the init, the
 * seed and the features, so they are the same for every optimizer and rate.
 */
public final class InitialWeights {
  private InitialWeights() {}

  /**
   * The weights by feature, then the bias: features + 1 numbers. A feature that is constant in the
   * training rows has weight 0; the other weights are what they would be without it.
   */
  public static float[] of(Init init, long seed, Samples samples) {
    float[] weights = of(init, seed, samples.features().size());
    boolean[] constant = samples.scaling().constant();
    for (int i = 0; i < constant.length; i++) {
      if (constant[i]) {
        weights[i] = 0;
      }
    }
    return weights;
  }

  /** Refuses given weights that do not match the features, or that training could not change. */
  public static void requireSuitable(Init init, Samples samples) {
    if (!(init instanceof Init.Given given)) {
      return;
    }
    float[] weights = given(given, samples.features().size());
    boolean[] constant = samples.scaling().constant();
    for (int i = 0; i < constant.length; i++) {
      if (constant[i] && weights[i] != 0) {
        throw new JobException(
            "training.init.weights[%d] is %s, but the feature \"%s\" never changes in the training rows,"
                    .formatted(i, Decimal.of(given.weights().get(i)), samples.features().get(i))
                + " so its weight is 0. Write 0 there, or leave the feature out.");
      }
    }
  }

  /** The weights by feature, then the bias, if every feature changes. */
  public static float[] of(Init init, long seed, int features) {
    if (init instanceof Init.Given given) {
      return given(given, features);
    }
    return init instanceof Init.Xavier ? xavier(seed, features) : new float[features + 1];
  }

  private static float[] xavier(long seed, int features) {
    SplitMix64 random = SplitMix64.of(SplitMix64.Stream.INITIAL_WEIGHTS, seed);
    double deviation = StrictMath.sqrt(2.0 / (features + 1));
    float[] weights = new float[features + 1];
    for (int i = 0; i < features; i++) {
      weights[i] = (float) (deviation * random.nextGaussian());
    }
    return weights;
  }

  private static float[] given(Init.Given given, int features) {
    List<Double> values = given.weights();
    if (values.size() != features) {
      throw new JobException(
          "training.init.weights must have one number for each of the %d features but has %d"
              .formatted(features, values.size()));
    }
    float[] weights = new float[features + 1];
    for (int i = 0; i < features; i++) {
      weights[i] = finite("training.init.weights[" + i + "]", values.get(i));
    }
    weights[features] = finite("training.init.bias", given.bias());
    return weights;
  }

  private static float finite(String name, double value) {
    if (!Float.isFinite((float) value)) {
      throw new JobException(name + " must be a finite 32-bit float but was " + value);
    }
    return (float) value;
  }
}
