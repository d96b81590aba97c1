package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.SpecReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sweep built in Java is the one that a job file says. */
class SweepBuilderTest {
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
}
