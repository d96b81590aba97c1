package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Shape;
import dev.linesweep.fixture.Specs;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.spec.Device;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.SpecReader;
import java.time.Duration;
import java.util.List;
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
  void whatItIsToldIsAJobThatRuns() {
    String job =
        """
        name: weighted
        data: {path: d.csv, label: y, features: [x], row_weight: w}
        engine: dl4j
        device: gpu
        parameters: {optimizer: sgd, learning_rate: 0.1, epochs: 400}
        """;
    SweepPlan plan =
        SweepPlan.of(SpecReader.read(job, "job.yaml", List.of()), new Shape(1, 40, 0, 10));

    assertThat(QuickerEngine.note(plan, Duration.ofSeconds(90), 2).orElseThrow())
        .endsWith(": --engine fused --set device=cpu");
    assertThat(
            SpecReader.read(job, "job.yaml", List.of("engine=fused", "device=cpu"))
                .engine()
                .device())
        .isEqualTo(Device.CPU);
  }

  @Test
  void aShortOneOrAQuickEngineIsNot() {
    assertThat(QuickerEngine.note(plan(EngineKind.DL4J), Duration.ofSeconds(9), 2)).isEmpty();
    assertThat(QuickerEngine.note(plan(EngineKind.FUSED), Duration.ofHours(1), 2)).isEmpty();
  }
}
