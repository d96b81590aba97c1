package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Shape;
import dev.linesweep.fixture.Specs;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.spec.EngineKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a long training with dl4j is told at its end. */
class QuickerEngineTest {
  private static SweepPlan plan(EngineKind engine) {
    return SweepPlan.of(
        Specs.line(engine, TypicalJobs.diverging().parameters()), new Shape(1, 40, 0, 10));
  }

  @Test
  void aLongTrainingIsToldWhatTheQuickEngineWouldTake() {
    assertThat(QuickerEngine.note(plan(EngineKind.DL4J), Duration.ofSeconds(90), 2).orElseThrow())
        .startsWith("training took 1 min 30 s with engine dl4j; engine fused would take about ")
        .endsWith(": --engine fused");
  }

  @Test
  void aShortOneOrAQuickEngineIsNot() {
    assertThat(QuickerEngine.note(plan(EngineKind.DL4J), Duration.ofSeconds(9), 2)).isEmpty();
    assertThat(QuickerEngine.note(plan(EngineKind.FUSED), Duration.ofHours(1), 2)).isEmpty();
  }
}
