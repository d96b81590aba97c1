package dev.linesweep.engine.fused;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import dev.linesweep.bench.CpuTime;
import dev.linesweep.bench.Series;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterSpec;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;

/** The fused kernels on one core: beside sgemm where rows are wide, by optimizer on a line. */
public final class KernelFigures {
  private static final int ROWS = 20_000;
  private static final int FEATURES = 64;
  private static final int COLUMNS = 256;
  private static final int EPOCHS = 40;
  private static final int LINE_ROWS = 40;
  private static final int LINE_COLUMNS = 960;
  private static final int LINE_EPOCHS = 400;
  private static final int WARM_UPS = 5;
  private static final Map<Optimizer, String> LINE_TARGETS =
      Map.of(Optimizer.SGD, "<= 0.02", Optimizer.ADAM, "<= 0.06");

  private KernelFigures() {}

  /** Arguments: {@code kernel} or {@code line}, repetitions. */
  public static void main(String[] args) {
    int repetitions = Integer.parseInt(args[1]);
    if (args[0].equals("kernel")) {
      kernel(repetitions);
    } else {
      line(repetitions);
    }
  }

  /** Kernel and sgemm take turns, so that both see the same machine. */
  private static void kernel(int repetitions) {
    blas_set_num_threads(1);
    Kernels kernels = Compute.kernels(Integer.MAX_VALUE);
    Training training =
        Workloads.training(
            ROWS, FEATURES, COLUMNS, Optimizer.SGD, ParameterSpec.FULL_BATCH, EPOCHS);
    double pass = 2e-9 * ROWS * FEATURES * COLUMNS;
    double[] fused = new double[repetitions];
    double[] sgemm = new double[repetitions];
    try (Sgemm matrices = new Sgemm()) {
      for (int i = -WARM_UPS; i < repetitions; i++) {
        double kernel = 2 * pass * EPOCHS / CpuTime.of(() -> Trainer.train(training, kernels));
        double blas =
            pass
                * EPOCHS
                / CpuTime.of(
                    () -> {
                      for (int epoch = 0; epoch < EPOCHS; epoch++) {
                        matrices.multiply();
                      }
                    });
        if (i >= 0) {
          fused[i] = kernel;
          sgemm[i] = blas;
        }
      }
    }
    Series ours = new Series("fused, " + kernels.name() + " vectors", "", "GFLOP/s", fused);
    Series theirs = new Series("OpenBLAS sgemm, one thread", "", "GFLOP/s", sgemm);
    print(
        ours.over(theirs, "fused kernel of sgemm, 20,000 × 64 × 256, L1, sgd", ">= 0.8", "times"));
    print(ours);
    print(theirs);
  }

  private static void line(int repetitions) {
    Kernels kernels = Compute.kernels(Integer.MAX_VALUE);
    for (Optimizer optimizer : Optimizer.values()) {
      Training training =
          Workloads.training(
              LINE_ROWS, 1, LINE_COLUMNS, optimizer, ParameterSpec.FULL_BATCH, LINE_EPOCHS);
      for (int i = 0; i < WARM_UPS; i++) {
        microseconds(training, kernels);
      }
      print(
          Series.of(
              "line of 40 rows, L1, " + optimizer.key(),
              LINE_TARGETS.getOrDefault(optimizer, ""),
              "µs a trial and epoch",
              repetitions,
              () -> microseconds(training, kernels)));
    }
  }

  /** Of a trial and epoch, over enough trainings to outlast the clock's grain. */
  private static double microseconds(Training training, Kernels kernels) {
    int trainings = 40;
    double seconds =
        CpuTime.of(
            () -> {
              for (int i = 0; i < trainings; i++) {
                Trainer.train(training, kernels);
              }
            });
    return seconds * 1e6 / ((double) trainings * LINE_COLUMNS * LINE_EPOCHS);
  }

  private static void print(Series series) {
    System.out.println(series.line());
  }

  /** The product of a forward pass. */
  private static final class Sgemm implements AutoCloseable {
    private final FloatPointer a = gaussian(ROWS * FEATURES);
    private final FloatPointer b = gaussian(FEATURES * COLUMNS);
    private final FloatPointer c = gaussian(ROWS * COLUMNS);

    private static FloatPointer gaussian(int size) {
      Random random = new Random(13);
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return new FloatPointer(values);
    }

    void multiply() {
      cblas_sgemm(
          CblasRowMajor,
          CblasNoTrans,
          CblasNoTrans,
          ROWS,
          COLUMNS,
          FEATURES,
          1f,
          a,
          FEATURES,
          b,
          COLUMNS,
          0f,
          c,
          COLUMNS);
    }

    @Override
    public void close() {
      a.close();
      b.close();
      c.close();
    }
  }
}
