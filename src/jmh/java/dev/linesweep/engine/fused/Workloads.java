package dev.linesweep.engine.fused;

import dev.linesweep.data.Samples;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What the kernels are measured on: seeded rows, columns of one optimizer, hardly a test part. */
final class Workloads {
  private Workloads() {}

  static Training training(
      int rows, int features, int columns, Optimizer optimizer, int batch, int epochs) {
    Random random = new Random(13);
    float[] x = new float[rows * features];
    float[] y = new float[rows];
    for (int row = 0; row < rows; row++) {
      for (int f = 0; f < features; f++) {
        x[row * features + f] = (float) random.nextGaussian();
        y[row] += x[row * features + f];
      }
    }
    List<Double> settings =
        optimizer.settings().stream().map(Optimizer.Setting::defaultValue).toList();
    List<ColumnSettings> all =
        IntStream.range(0, columns)
            .mapToObj(i -> 0.001 + 1e-5 * i)
            .map(r -> ColumnSettings.of(optimizer, r, settings, 0, 0, new float[features + 1]))
            .toList();
    List<Integer> shuffled = new ArrayList<>(IntStream.range(0, rows).boxed().toList());
    Collections.shuffle(shuffled, random);
    int[] order = shuffled.stream().mapToInt(Integer::intValue).toArray();
    Samples.Part few = new Samples.Part(new float[features], new float[] {1});
    return new Training(
        features,
        new Samples.Part(x, y),
        few,
        few,
        Loss.MAE,
        1,
        optimizer,
        batch,
        epoch -> order,
        new int[] {epochs},
        all);
  }
}
