package dev.linesweep.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.RowWeights;
import dev.linesweep.data.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums of gradients in vectors have the bits of the plain loops, whatever the numbers are. */
class VectorKernelsTest {
  private static final int[] FEATURES = {1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 19, 64};
  private static final float[] WEIGHTS = {
    0f, -0f, 1f, -1f, 0.5f, 3e38f, -3e38f, 1e-45f, Float.NaN, Float.POSITIVE_INFINITY
  };

  static Stream<Arguments> signals() {
    return Stream.of(Signal.values())
        .flatMap(signal -> Stream.of(Arguments.of(signal, false), Arguments.of(signal, true)));
  }

  @ParameterizedTest
  @MethodSource("signals")
  void haveTheBitsOfThePlainLoops(Signal signal, boolean weighted) {
    Random random = new Random(7);
    for (int features : FEATURES) {
      for (int extreme = 0; extreme < 3; extreme++) {
        Samples.Part part = part(random, 77, features, signal);
        part = weighted ? weighted(random, part) : part;
        Chunk chunk = new Chunk(part, features);
        chunk.take(null, 0, part.rows());
        chunk.scale(signal);
        float[][] columns = new float[8][];
        for (int lane = 0; lane < columns.length; lane++) {
          columns[lane] = weights(random, features, lane == 5 ? extreme : 0);
        }
        assertThat(sums(new VectorKernels(), chunk, signal, columns))
            .as("%s features, %s", features, extreme)
            .isEqualTo(sums(new LoopKernels(), chunk, signal, columns));
      }
    }
  }

  /** An error relative to a label of 0 is infinite. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void errorsOfRowsOfWeight0AreNotSummed(boolean relative) {
    float[] x = {1, 2, 3, 4, 5};
    RowWeights weights = new RowWeights(new float[] {1, 0, 2, 1, 0});
    Samples.Part zero = new Samples.Part(x, new float[] {1, 0, 2, -3, 0}, weights);
    Samples.Part other = new Samples.Part(x, new float[] {1, 7, 2, -3, 7}, weights);
    for (Kernels kernels : List.of(new LoopKernels(), new VectorKernels())) {
      double[] model = new double[2 * kernels.width()];
      Arrays.fill(model, 0.5);
      double[] sums = new double[ErrorSums.KINDS * kernels.width()];
      double[] expected = sums.clone();
      kernels.measure(zero, model, relative, sums);
      kernels.measure(other, model, relative, expected);

      assertThat(sums).containsExactly(expected);
      assertThat(sums[0]).isEqualTo(5.5);
      assertThat(sums[kernels.width()]).isEqualTo(30.25);
      assertThat(sums[2 * kernels.width()]).isCloseTo(relative ? 550 / 3.0 : 0, within(1e-12));
    }
  }

  /** The gradients of the columns, one after the other, as bits. */
  private static int[] sums(Kernels kernels, Chunk chunk, Signal signal, float[][] columns) {
    int width = kernels.width();
    float[] weights = new float[(chunk.features + 1) * width];
    for (int lane = 0; lane < columns.length; lane++) {
      for (int f = 0; f <= chunk.features; f++) {
        weights[f * width + lane] = columns[lane][f];
      }
    }
    float[] sums = new float[weights.length];
    kernels.gradient(chunk, signal, weights, new float[Chunk.ROWS * width], sums);
    int[] bits = new int[columns.length * (chunk.features + 1)];
    for (int lane = 0, i = 0; lane < columns.length; lane++) {
      for (int f = 0; f <= chunk.features; f++) {
        bits[i++] = Float.floatToIntBits(sums[f * width + lane]);
      }
    }
    return bits;
  }

  /** Some weights are nothing, some next to it and some huge. */
  private static Samples.Part weighted(Random random, Samples.Part part) {
    float[] weights = new float[part.rows()];
    for (int row = 0; row < weights.length; row++) {
      weights[row] =
          switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> 1e-41f;
            case 2 -> 1e30f;
            default -> (float) Math.exp(random.nextGaussian());
          };
    }
    return new Samples.Part(part.x(), part.y(), new RowWeights(weights));
  }

  /** Whole numbers, so that some predictions hit their label; or those that overflow. */
  private static float[] weights(Random random, int features, int extreme) {
    float[] weights = new float[features + 1];
    for (int f = 0; f <= features; f++) {
      weights[f] = random.nextInt(3) - 1;
      if (extreme > 0 && random.nextInt(3) == 0) {
        weights[f] = WEIGHTS[random.nextInt(extreme == 1 ? 8 : WEIGHTS.length)];
      }
    }
    return weights;
  }

  private static Samples.Part part(Random random, int rows, int features, Signal signal) {
    float[] x = new float[rows * features];
    float[] y = new float[rows];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(5) == 0 ? -0f : random.nextInt(5) - 2;
    }
    for (int row = 0; row < rows; row++) {
      int label = random.nextInt(5) - 2;
      y[row] = label == 0 && signal == Signal.RELATIVE_SIGN ? 1 : label == 0 ? 0f : label;
    }
    return new Samples.Part(x, y);
  }
}
