package dev.linesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.plan.Block;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.RunFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTextTest {
  private static final RunFacts FACTS =
      new RunFacts("fused", "cpu", "here", 0, Instant.EPOCH, Duration.ZERO);

  @Test
  void saysNothingWhereNothingFailed() {
    assertThat(FailureText.of(List.of())).isEmpty();
  }

  @Test
  void groupsByReasonTheCostliestFirstAndSaysWhatHelps() {
    String memory = "java.lang.OutOfMemoryError";
    String lost = "lost its executor 3 times";
    String text =
        FailureText.of(
            List.of(
                failed(0, 2, lost, lost),
                failed(2, 1998, memory, memory + ": Java heap space\n  at a.B.c(B.java:1)"),
                failed(2000, 3, memory, memory + ": Java heap space")));
    assertThat(text)
        .isEqualTo(
            """
            2,001 trials failed: java.lang.OutOfMemoryError
              java.lang.OutOfMemoryError: Java heap space
              at a.B.c(B.java:1)
              Give it more: --driver-memory 4g in local mode, --conf
                spark.executor.memory=4g on a cluster.
            2 trials failed: lost its executor 3 times
            Run the same command again to retry failed trials.\
            """);
  }

  private static BlockOutcome.Failed failed(long first, int size, String error, String detail) {
    return BlockOutcome.Failed.of(
        new Block(new long[] {first, first + size}, 1), 1, FACTS, error, detail);
  }
}
