package dev.linesweep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.fixture.Grid;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.spec.Optimizer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Beyond the gate the engines drift apart no further than rounding alone drives one of them: the
 * same rows in another order, which no mathematics can see.
 */
class RoundingGrowthTest {
  private static final int[] EPOCHS = {50, 100, 200, 400};
  private static final int WIDTH = 12;

  /** How many times the largest drift of reordering the engines may be apart, over all seeds. */
  private static final double TIMES = 4;

  /** What floats cannot hold anyway, as a share of the label's spread. */
  private static final double FLOOR = 2e-6;

  static Stream<Arguments> some() {
    return Stream.of(
        Arguments.of(Optimizer.SGD, Loss.MAE),
        Arguments.of(Optimizer.NESTEROVS, Loss.MSE),
        Arguments.of(Optimizer.RMSPROP, Loss.MAE),
        Arguments.of(Optimizer.ADAM, Loss.MAE));
  }

  static Stream<Arguments> all() {
    return Stream.of(Optimizer.values())
        .flatMap(o -> Stream.of(Loss.MAE, Loss.MSE, Loss.MAPE).map(l -> Arguments.of(o, l)));
  }

  @ParameterizedTest
  @MethodSource("some")
  void enginesAreNoFurtherApartThanReorderedRows(Optimizer optimizer, Loss loss) {
    requireBounded(optimizer, loss, 2);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("all")
  void enginesAreNoFurtherApartThanReorderedRowsForEveryRule(Optimizer optimizer, Loss loss) {
    requireBounded(optimizer, loss, 6);
  }

  private static void requireBounded(Optimizer optimizer, Loss loss, int seeds) {
    double[] engines = new double[EPOCHS.length];
    double[] orders = new double[EPOCHS.length];
    for (int seed = 0; seed < seeds; seed++) {
      Random random = new Random(seed);
      Samples samples = Grid.samples(random, 60, 3, 0.3, false);
      List<Trajectory> columns = Grid.columns(random, optimizer, loss, Grid.FULL, 0, 0, WIDTH);
      BlockTraining block = Grid.block(loss, columns, EPOCHS);
      Snapshots fused = new FusedEngine().train(block, samples);
      max(engines, drift(samples, fused, Dl4jEngine.create().train(block, samples)));
      for (int[] order : orders(samples.train().rows(), random)) {
        Samples reordered = Grid.reordered(samples, order);
        max(orders, drift(samples, fused, new FusedEngine().train(block, reordered)));
      }
    }
    for (int i = 0; i < EPOCHS.length; i++) {
      assertThat(engines[i])
          .as(
              "%s, %s, epoch %d: engines %s, orders %s",
              optimizer, loss, EPOCHS[i], show(engines), show(orders))
          .isLessThanOrEqualTo(TIMES * orders[i] + FLOOR);
    }
  }

  private static String show(double[] drifts) {
    return Arrays.toString(Arrays.stream(drifts).mapToObj("%.2e"::formatted).toArray());
  }

  /** Backwards, and some at random. */
  private static List<int[]> orders(int rows, Random random) {
    int[] backwards = IntStream.range(0, rows).map(i -> rows - 1 - i).toArray();
    return Stream.concat(
            Stream.of(backwards), Stream.generate(() -> shuffled(rows, random)).limit(4))
        .toList();
  }

  private static int[] shuffled(int rows, Random random) {
    int[] order = IntStream.range(0, rows).toArray();
    for (int i = rows - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private static void max(double[] largest, double[] values) {
    Arrays.setAll(largest, i -> Math.max(largest[i], values[i]));
  }

  /** By epoch, the largest difference of two predictions over all columns and training rows. */
  private static double[] drift(Samples samples, Snapshots a, Snapshots b) {
    double spread = Math.sqrt(samples.labelVariance(Part.TRAIN));
    double[] drifts = new double[EPOCHS.length];
    for (int i = 0; i < EPOCHS.length; i++) {
      for (int column = 0; column < a.columns(); column++) {
        drifts[i] =
            Math.max(
                drifts[i],
                largest(samples.train(), a.weights(column, i), b.weights(column, i)) / spread);
      }
    }
    return drifts;
  }

  private static double largest(Samples.Part rows, float[] a, float[] b) {
    int features = a.length - 1;
    double largest = 0;
    for (int row = 0; row < rows.rows(); row++) {
      double difference = (double) a[features] - b[features];
      for (int j = 0; j < features; j++) {
        difference += ((double) a[j] - b[j]) * rows.x()[row * features + j];
      }
      largest = Math.max(largest, Math.abs(difference));
    }
    return largest;
  }
}
