package dev.linesweep.plan;

import dev.linesweep.data.Shape;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** The planner on a million trials and on the most that a sweep may have. */
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class PlanBenchmark {
  private static final Shape LINE = new Shape(1, 40, 0, 10);
  private static final int IDS = 100_000;

  /** 8 optimizers, 125 rates, 10 epoch counts, and as many seeds as it takes. */
  @Param({"100", "10000"})
  private int seeds;

  private SweepSpec spec;
  private SweepPlan plan;

  @Setup
  public void prepare() {
    spec =
        SpecReader.read(
            """
            name: million
            data: {line: {weight: 0.7, bias: 0.3, start: 0.0, end: 1.0, step: 0.02}}
            parameters:
              optimizer: {values: [sgd, nesterovs, adagrad, rmsprop, adam, adamax, nadam, amsgrad]}
              learning_rate: {min: 0.0001, max: 1.0, count: 125, scale: log}
              epochs: {values: [1, 2, 5, 10, 20, 50, 100, 200, 300, 400]}
              seed: {min: 1, max: %d, count: %d}
            engine: fused
            """
                .formatted(seeds, seeds),
            "job.yaml",
            List.of());
    plan = SweepPlan.of(spec, LINE);
  }

  /** The plan and all its blocks. */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public List<Block> blocks() {
    return SweepPlan.of(spec, LINE).blocks();
  }

  /** Trials with their identities, a second. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @OperationsPerInvocation(IDS)
  public long ids() {
    long bits = 0;
    for (long number = 0; number < IDS; number++) {
      Trial trial = plan.trial(number);
      bits ^= trial.trajectory().id(trial.epochs()).bits();
    }
    return bits;
  }
}
