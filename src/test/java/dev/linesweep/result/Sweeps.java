package dev.linesweep.result;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.Device;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.spec.TrainingSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small sweeps with made-up results, for tests of what comes after training. */
public final class Sweeps {
  public static final RunFacts FACTS =
      new RunFacts(
          "fused 256-bit",
          "cpu",
          "host-1",
          0,
          Instant.parse("2026-01-02T03:04:05.678901Z"),
          Duration.ofMillis(1500));

  private Sweeps() {}

  /** The rows of y = 0.7 x + 0.3 at x = 0, 0.02, …, 0.98; a fifth of them tests. */
  public static Samples line(double validation) {
    double[] x = IntStream.range(0, 50).mapToDouble(i -> i * 0.02).toArray();
    double[] y = IntStream.range(0, 50).mapToDouble(i -> 0.7 * (i * 0.02) + 0.3).toArray();
    return Samples.of(
        new Matrix(x, y, List.of("x"), "y"),
        new SplitSpec(0.2, validation, SplitSpec.By.ORDER, 13),
        DataSpec.Standardize.NONE);
  }

  public static OptimizerSpec defaults(Optimizer optimizer) {
    return new OptimizerSpec(
        optimizer,
        optimizer.settings().stream().map(s -> List.of(s.defaultValue())).toList(),
        List.of());
  }

  public static List<Double> rates(int count) {
    return IntStream.range(0, count).mapToObj(i -> (i + 1.0) / count).toList();
  }

  public static SweepSpec spec(
      MetricSpec metric,
      double validation,
      List<Optimizer> optimizers,
      List<Double> rates,
      List<Integer> epochs,
      List<Long> seeds) {
    return new SweepSpec(
        "line",
        new DataSpec(
            new DataSpec.Line(0.7, 0.3, 0, 1, 0.02),
            DataSpec.Standardize.NONE,
            DataSpec.Missing.ERROR),
        new SplitSpec(0.2, validation, SplitSpec.By.ORDER, 13),
        new TrainingSpec(Loss.MAE, new Init.Xavier(), 13),
        metric,
        new ParameterSpec(
            optimizers.stream().map(Sweeps::defaults).toList(),
            rates,
            epochs,
            seeds,
            List.of(ParameterSpec.FULL_BATCH),
            List.of(0.0),
            List.of(0.0)),
        EngineKind.FUSED,
        Device.AUTO);
  }

  public static final MetricSpec TEST_LOSS =
      new MetricSpec(MetricSpec.Part.TEST, MetricSpec.Measure.LOSS, MetricSpec.Goal.MINIMIZE);

  /** Blocks of the plan with results that only the seed decides; some diverge, many tie. */
  public static List<TrainedBlock> trained(SweepPlan plan, long seed) {
    List<TrainedBlock> trained = new ArrayList<>();
    for (Block block : plan.blocks()) {
      trained.add(trained(plan, block.trajectories(), seed));
    }
    return trained;
  }

  public static TrainedBlock trained(SweepPlan plan, long[] numbers, long seed) {
    int[] epochs = plan.epochs();
    Snapshots snapshots =
        Snapshots.allocate(
            numbers.length, plan.shape().features(), plan.shape().validationRows() > 0, epochs);
    long[] ids = new long[numbers.length];
    for (int column = 0; column < numbers.length; column++) {
      ids[column] = plan.trajectory(numbers[column]).id().bits();
      fill(snapshots, column, new SplittableRandom(seed ^ ids[column]));
    }
    return new TrainedBlock(ids, snapshots, FACTS, "");
  }

  private static void fill(Snapshots snapshots, int column, SplittableRandom random) {
    int[] epochs = snapshots.epochs();
    int diverged = random.nextInt(8) == 0 ? 1 + random.nextInt(epochs[epochs.length - 1]) : 0;
    snapshots.setDivergedEpoch(column, diverged);
    boolean coarse = random.nextInt(3) == 0;
    for (int e = 0; e < epochs.length; e++) {
      boolean finite = diverged == 0 || epochs[e] < diverged;
      float[] weights = new float[snapshots.features() + 1];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = finite ? (float) random.nextDouble() : Float.NaN;
      }
      snapshots.setWeights(column, e, weights);
      double loss =
          !finite ? Double.NaN : coarse ? random.nextInt(1, 5) / 8.0 : random.nextDouble();
      PartMetrics metrics = new PartMetrics(loss, loss, loss * loss * 1.5);
      for (MetricSpec.Part part : MetricSpec.Part.values()) {
        if (part != MetricSpec.Part.VALIDATION || snapshots.hasValidation()) {
          snapshots.setMetrics(column, e, part, metrics);
        }
      }
    }
  }

  /** Blocks in memory as a source. */
  public static BlockSource source(List<TrainedBlock> blocks) {
    return blocks::forEach;
  }
}
