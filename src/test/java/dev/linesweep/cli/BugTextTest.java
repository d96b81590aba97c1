package dev.linesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SpecReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class BugTextTest {
  @Test
  void eachCauseIsALineWithWhereItWasThrownAndTheWayThroughOurCode() {
    IllegalStateException failure = failure();
    assertThat(BugText.brief(failure).lines())
        .hasSizeLessThan(12)
        .first()
        .isEqualTo("  java.lang.IllegalStateException: outer");
    assertThat(BugText.brief(failure))
        .contains("JobException", "    in dev.linesweep.spec.SpecReader.read(SpecReader.java:")
        .doesNotContain("\tat ", "org.junit");
    assertThat(BugText.whole(failure)).contains("\tat ", "org.junit", "Caused by: ");
  }

  private static IllegalStateException failure() {
    try {
      SpecReader.read("name: x", "job.yaml", List.of());
    } catch (JobException inner) {
      return new IllegalStateException("outer\nsecond line", inner);
    }
    throw new AssertionError("that is no job");
  }
}
