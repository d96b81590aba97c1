package dev.linesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.result.Progress;
import dev.linesweep.result.SweepSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepListenerTest {
  private record Recorded(String name, List<String> told) implements SweepListener {
    private void tell(Object what) {
      told.add(name + ": " + what);
    }

    @Override
    public void note(String line) {
      tell(line);
    }

    @Override
    public void lasting(String phase) {
      tell(phase + "...");
    }

    @Override
    public void phase(String phase, Duration time) {
      tell(phase + " " + time.toSeconds());
    }

    @Override
    public void started(SweepSize size) {
      tell("started " + size.trials());
    }

    @Override
    public void progressed(Progress progress) {
      tell("progressed " + progress.done());
    }

    @Override
    public void ranked(RankedSweep sweep) {
      tell("ranked " + sweep.report().counts().done());
    }

    @Override
    public void finished(Progress progress) {
      tell("finished " + progress.done());
    }
  }

  @Test
  void ofTwoListenersTheFirstIsToldEverythingFirst() {
    List<String> told = new ArrayList<>();
    SweepListener both = new Recorded("a", told).and(new Recorded("b", told));
    SweepReport report = PlainSweeps.report(TypicalJobs.diverging(), 1);

    both.note("hello");
    both.lasting("data");
    both.phase("data", Duration.ofSeconds(3));
    both.started(new SweepSize(160, 40, 0, 160, 4, 1, 2));
    both.progressed(Progress.before(5, 160, 0));
    both.finished(Progress.before(160, 160, 0));
    both.ranked(new RankedSweep(report, "out", List.of()));

    List<String> each =
        List.of(
            "hello",
            "data...",
            "data 3",
            "started 160",
            "progressed 5",
            "finished 160",
            "ranked " + report.counts().done());
    assertThat(told)
        .isEqualTo(
            each.stream().flatMap(what -> List.of("a: " + what, "b: " + what).stream()).toList());
  }
}
