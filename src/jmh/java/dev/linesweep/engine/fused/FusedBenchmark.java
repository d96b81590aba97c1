package dev.linesweep.engine.fused;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterSpec;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.FloatPointer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The fused engine on one core. {@code wide}, {@code batches} and {@code sgemm} count a million
 * floating-point operations as one, so operations a millisecond are GFLOP/s; {@code line} counts an
 * epoch of a trial.
 */
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class FusedBenchmark {
  private static final int ROWS = 20_000;
  private static final int FEATURES = 64;
  private static final int COLUMNS = 256;
  private static final int EPOCHS = 20;
  private static final int LINE_COLUMNS = 960;
  private static final int LINE_EPOCHS = 400;

  private final Kernels kernels = Compute.kernels(Integer.MAX_VALUE);

  /** Sums of 20,000 × 64 features for 256 columns. */
  @State(Scope.Thread)
  public static class Wide {
    private Training training;

    @Setup
    public void prepare() {
      training =
          Workloads.training(
              ROWS, FEATURES, COLUMNS, Optimizer.SGD, ParameterSpec.FULL_BATCH, EPOCHS);
    }
  }

  /** Mini-batches of 32 of 20,000 × 11 features. */
  @State(Scope.Thread)
  public static class Batches {
    private Training training;

    @Setup
    public void prepare() {
      training = Workloads.training(ROWS, 11, COLUMNS, Optimizer.SGD, 32, EPOCHS);
    }
  }

  /** 40 points of a line. */
  @State(Scope.Thread)
  public static class Line {
    @Param Optimizer optimizer;
    private Training training;

    @Setup
    public void prepare() {
      training =
          Workloads.training(40, 1, LINE_COLUMNS, optimizer, ParameterSpec.FULL_BATCH, LINE_EPOCHS);
    }
  }

  /** The matrices of a forward pass of {@link Wide}. */
  @State(Scope.Thread)
  public static class Matrices {
    private FloatPointer a;
    private FloatPointer b;
    private FloatPointer c;

    @Setup
    public void prepare() {
      blas_set_num_threads(1);
      a = new FloatPointer((long) ROWS * FEATURES).fill(1);
      b = new FloatPointer((long) FEATURES * COLUMNS).fill(1);
      c = new FloatPointer((long) ROWS * COLUMNS).fill(1);
    }
  }

  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @OperationsPerInvocation((int) (4L * ROWS * FEATURES * COLUMNS * EPOCHS / 1_000_000))
  public Snapshots wide(Wide wide) {
    return Trainer.train(wide.training, kernels);
  }

  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @OperationsPerInvocation((int) (4L * ROWS * 11 * COLUMNS * EPOCHS / 1_000_000))
  public Snapshots batches(Batches batches) {
    return Trainer.train(batches.training, kernels);
  }

  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @OperationsPerInvocation((int) (2L * ROWS * FEATURES * COLUMNS / 1_000_000))
  public void sgemm(Matrices m) {
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasNoTrans,
        ROWS,
        COLUMNS,
        FEATURES,
        1f,
        m.a,
        FEATURES,
        m.b,
        COLUMNS,
        0f,
        m.c,
        COLUMNS);
  }

  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  @OperationsPerInvocation(LINE_COLUMNS * LINE_EPOCHS)
  public Snapshots line(Line line) {
    return Trainer.train(line.training, kernels);
  }
}
