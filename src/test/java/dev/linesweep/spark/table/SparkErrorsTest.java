package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.spec.JobException;
import org.junit.jupiter.api.Test;

class SparkErrorsTest {
  @Test
  void aManagerThatDoesNotStartIsToldWithTheInnermostCause() {
    Exception refused =
        new IllegalArgumentException(
            "External scheduler cannot be instantiated",
            new IllegalStateException(new IllegalStateException("no node answers")));

    assertThat(SparkErrors.atStart(refused))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith(
            "Spark does not start: External scheduler cannot be instantiated: no node answers\n");
  }

  @Test
  void whatSparkSaysItselfIsNotSaidTwice() {
    assertThat(SparkErrors.atStart(new IllegalArgumentException("no such master")))
        .hasMessageStartingWith("Spark does not start: no such master\n");
  }
}
