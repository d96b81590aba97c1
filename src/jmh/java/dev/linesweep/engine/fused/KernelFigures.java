package dev.linesweep.engine.fused;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import dev.linesweep.bench.CpuTime;
import dev.linesweep.bench.Series;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The fused kernels on one core: compared with sgemm and the machine's peak, by optimizer on a
 * line.
 */
public final class KernelFigures {
  private static final Shape WIDE = new Shape(20_000, 64, 256, 40, ">= 0.7");
  private static final List<Shape> SHAPES =
      List.of(
          WIDE,
          new Shape(16_230, 11, 60, 400, ">= 0.55"),
          new Shape(40, 1, 960, 100_000, ">= 0.3"));
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

  /** Kernels, sgemm and the peak take turns, so that all see the same machine. */
  private static void kernel(int repetitions) {
    blas_set_num_threads(1);
    Kernels kernels = Compute.kernels(Integer.MAX_VALUE);
    double[] peak = new double[repetitions];
    double[] sgemm = new double[repetitions];
    double[][] fused = new double[SHAPES.size()][repetitions];
    try (Sgemm matrices = new Sgemm()) {
      for (int i = -WARM_UPS; i < repetitions; i++) {
        int kept = Math.max(0, i);
        peak[kept] = FmaPeak.gigaflops();
        sgemm[kept] = matrices.gigaflops();
        for (int shape = 0; shape < SHAPES.size(); shape++) {
          fused[shape][kept] = SHAPES.get(shape).gigaflops(kernels);
        }
      }
    }
    Series most = series("fused multiply-adds in registers, " + FmaPeak.name(), peak);
    Series theirs = series("OpenBLAS sgemm, one thread, kernels for " + Sgemm.kernel(), sgemm);
    List<Series> ours = new ArrayList<>();
    for (int shape = 0; shape < SHAPES.size(); shape++) {
      String what = "fused, " + kernels.name() + " vectors, " + SHAPES.get(shape).name();
      ours.add(series(what, fused[shape]));
    }
    print(ours.get(0).over(theirs, "fused kernel of sgemm, " + WIDE.name(), ">= 0.8", "times"));
    for (int shape = 0; shape < SHAPES.size(); shape++) {
      String what = "fused kernel of the multiply-add peak, " + SHAPES.get(shape).name();
      print(ours.get(shape).over(most, what, SHAPES.get(shape).target(), "times"));
    }
    ours.forEach(KernelFigures::print);
    print(theirs);
    print(most);
  }

  private static Series series(String what, double[] values) {
    return new Series(what, "", "GFLOP/s", values);
  }

  /**
   * A full-batch training by sgd.
   *
   * @param target the part of the peak that it should reach
   */
  private record Shape(int rows, int features, int columns, int epochs, String target) {

    String name() {
      return String.format(Locale.ROOT, "%,d × %d × %d, L1, sgd", rows, features, columns);
    }

    /** Counts the products forward and back, and neither biases nor signs. */
    double gigaflops(Kernels kernels) {
      Training training =
          Workloads.training(
              rows, features, columns, Optimizer.SGD, ParameterSpec.FULL_BATCH, epochs);
      double seconds = CpuTime.of(() -> Trainer.train(training, kernels));
      return 4e-9 * rows * features * columns * epochs / seconds;
    }
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

  /** The product of a forward pass of the widest shape. */
  private static final class Sgemm implements AutoCloseable {
    private static final int PRODUCTS = 40;
    private final int rows = WIDE.rows();
    private final int features = WIDE.features();
    private final int columns = WIDE.columns();
    private final FloatPointer a = gaussian(rows * features);
    private final FloatPointer b = gaussian(features * columns);
    private final FloatPointer c = gaussian(rows * columns);

    private static FloatPointer gaussian(int size) {
      Random random = new Random(13);
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return new FloatPointer(values);
    }

    /** The processor for whose kernels {@code bench/run} asked. */
    static String kernel() {
      return System.getenv().getOrDefault("OPENBLAS_CORETYPE", "what OpenBLAS finds");
    }

    double gigaflops() {
      double seconds =
          CpuTime.of(
              () -> {
                for (int i = 0; i < PRODUCTS; i++) {
                  multiply();
                }
              });
      return 2e-9 * PRODUCTS * rows * features * columns / seconds;
    }

    private void multiply() {
      cblas_sgemm(
          CblasRowMajor,
          CblasNoTrans,
          CblasNoTrans,
          rows,
          columns,
          features,
          1f,
          a,
          features,
          b,
          columns,
          0f,
          c,
          columns);
    }

    @Override
    public void close() {
      a.close();
      b.close();
      c.close();
    }
  }
}
