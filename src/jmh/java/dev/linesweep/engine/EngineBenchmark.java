package dev.linesweep.engine;

import dev.linesweep.bench.Workload;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.fused.FusedEngine;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Both engines over all blocks of a grid, as an executor trains them, recorded epochs included. */
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector"})
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class EngineBenchmark {
  private static final String LINE =
      """
      name: line
      data: {line: {weight: 0.7, bias: 0.3, start: 0.0, end: 1.0, step: 0.02}, standardize: none}
      parameters:
        optimizer: {values: [sgd, nesterovs, adam, rmsprop, adagrad, adamax, adadelta]}
        learning_rate: {values: [0.01, 0.1]}
        epochs: {values: [1, 10, 100, 400]}
        seed: {values: [13, 42, 7]}
      engine: %s
      """;

  /** As many rows and features as the housing data has. */
  private static final String HOUSING =
      """
      name: housing
      data: {linear: {rows: 25000, features: 11, noise: 0.1, seed: 13}}
      parameters:
        optimizer: {values: [sgd, adam, nesterovs]}
        learning_rate: {values: [0.01, 0.05, 0.1]}
        epochs: {values: [5, 20]}
        batch_size: %s
      engine: %s
      """;

  @Param({"fused", "dl4j"})
  private String engine;

  @Param({"line", "full", "4096"})
  private String shape;

  private Engine trainer;
  private Workload work;
  private List<BlockTraining> blocks;

  @Setup
  public void prepare() {
    trainer = engine.equals("fused") ? new FusedEngine() : Dl4jEngine.create();
    work =
        Workload.parse(
            shape.equals("line") ? LINE.formatted(engine) : HOUSING.formatted(shape, engine));
    blocks = work.blocks();
  }

  @Benchmark
  public void train() {
    work.train(trainer, blocks);
  }
}
