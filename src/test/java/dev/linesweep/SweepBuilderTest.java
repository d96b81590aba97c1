package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.Distribution;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SpecWriter;
import dev.linesweep.spec.SweepSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sweep built in Java is the one that a job file says. */
class SweepBuilderTest {
  @Test
  void aSearchIsThatOfTheJobFile() {
    SweepSpec built =
        Sweep.builder("search")
            .data(new DataSpec.Line(0.7, 0.3, 0, 1, 0.02))
            .sobol(50, 7)
            .optimizers(Optimizer.SGD)
            .learningRates(Distribution.logUniform(0.001, 1))
            .batchSizes(Distribution.intUniform(4, 32))
            .l1(Distribution.uniform(0, 0.1))
            .l2(0, 0.1)
            .epochs(10)
            .build()
            .spec();

    assertThat(SpecWriter.write(built))
        .isEqualTo(
            SpecWriter.write(
                SpecReader.read(
                    """
                    name: search
                    data: {line: {}}
                    method: sobol
                    count: 50
                    search_seed: 7
                    parameters:
                      optimizer: sgd
                      learning_rate: {min: 0.001, max: 1, distribution: log_uniform}
                      batch_size: {min: 4, max: 32, distribution: int_uniform}
                      l1: {min: 0, max: 0.1, distribution: uniform}
                      l2: {values: [0, 0.1]}
                      epochs: 10
                    """,
                    "file:/job.yaml",
                    List.of())));
  }

  @Test
  void autoLearningRatesAreThoseOfTheJobFile() {
    Sweep built =
        Sweep.builder("rates")
            .csv("homes.csv", "price", "rooms")
            .optimizers(Optimizer.SGD)
            .autoLearningRates()
            .epochs(10)
            .build();

    assertThat(built.spec().parameters())
        .isEqualTo(
            SpecReader.read(
                    """
                    name: rates
                    data: {format: csv, path: homes.csv, label: price, features: [rooms]}
                    parameters: {optimizer: sgd, learning_rate: auto, epochs: 10}
                    """,
                    "file:/job.yaml",
                    List.of())
                .parameters());
  }

  @Test
  void exclusionsAndLimitsAreThoseOfTheJobFile() {
    Sweep built =
        Sweep.builder("homes")
            .csv("homes.csv", "price", "rooms")
            .optimizers(Optimizer.SGD, Optimizer.ADAM)
            .epochs(10)
            .exclude("optimizer = 'sgd' and l1 > 0.1", "seed = 3")
            .maxTrials(700)
            .timeBudget(Duration.ofMinutes(90))
            .stopAtTarget(0.1)
            .stopAfterBlocks(5)
            .build();

    assertThat(built.spec().search())
        .isEqualTo(
            SpecReader.read(
                    """
                    name: homes
                    data: {format: csv, path: homes.csv, label: price, features: [rooms]}
                    parameters: {optimizer: {values: [sgd, adam]}, epochs: 10}
                    exclude: ["optimizer = 'sgd' and l1 > 0.1", seed = 3]
                    max_trials: 700
                    time_budget: 1h30m
                    stop: {target: 0.1, patience: 5}
                    """,
                    "file:/job.yaml",
                    List.of())
                .search());
  }
}
