package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.report.SweepListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseTimesTest {
  private final List<String> told = new ArrayList<>();
  private final List<Runnable> ticks = new ArrayList<>();

  private final PhaseTimes times =
      new PhaseTimes(
          new SweepListener() {
            @Override
            public void lasting(String phase) {
              told.add(phase + "…");
            }

            @Override
            public void phase(String name, Duration time) {
              told.add(name);
            }
          },
          work -> {
            ticks.add(work);
            return () -> {};
          });

  @Test
  void aPhaseThatOutlastsThePatienceIsToldOnceAndOnlyWhileItRuns() throws Exception {
    times.run(
        "tables",
        () -> {
          ticks.get(0).run();
          ticks.get(0).run();
        });
    times.run("page", () -> {});
    ticks.forEach(Runnable::run);

    assertThat(told).containsExactly("tables…", "tables", "page");
    assertThat(times.times()).containsOnlyKeys("tables", "page");
  }

  @Test
  void aPhaseIsKnownWhileItRunsAndTimedIfItFails() throws Exception {
    assertThatThrownBy(
            () ->
                times.run(
                    "data",
                    () -> {
                      assertThat(times.now()).isEqualTo("data");
                      throw new IOException("gone");
                    }))
        .hasMessage("gone");

    assertThat(times.now()).isEmpty();
    assertThat(times.of("data")).isPositive();
  }
}
