package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class SweepFailureTest {

  @Test
  void namesTheDeepestCause() {
    Throwable failure = new ExecutionException(new IllegalStateException("A.\nB."));
    assertThat(SweepFailure.of("the fit failed", failure))
        .hasMessage("the fit failed: IllegalStateException: A.")
        .hasCause(failure);
  }

  @Test
  void aTasksOwnFailureIsGivenAsItIs() {
    SweepFailure own = new SweepFailure("the memory is too small.", null);
    assertThat(SweepFailure.of(new ExecutionException(new SparkException("aborted", own))))
        .isSameAs(own);
  }
}
