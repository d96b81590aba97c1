package dev.linesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.check.Drift;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.TrainingSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceFitTest {
  private static final TrainingSpec MAE = new TrainingSpec(Loss.MAE, new Init.Zeros(), 13);

  private final Samples samples = Blocks.line();

  /** A clock that moves on by a second at each look. */
  private static final class Ticking extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      now = now.plusSeconds(1);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void aFitThatIsOutOfTimeIsAPrefixAndSaysSo() {
    ReferenceFit.Result result =
        ReferenceFit.of(
            MAE,
            Blocks.trajectory(Optimizer.ADAM, 0.01),
            new int[] {2, 5, 100},
            samples,
            Duration.ofSeconds(8),
            new Ticking());
    assertThat(result.complete()).isFalse();
    assertThat(result.trainedEpochs()).isEqualTo(7);
    assertThat(result.snapshots().epochs()).containsExactly(2, 5);
  }

  @Test
  void aCheckThatIsOutOfTimeJudgesWhatItHasSeen() {
    StepCheck.Result result =
        StepCheck.of(
            new FusedEngine(),
            Blocks.block(MAE, List.of(Blocks.trajectory(Optimizer.ADAM, 0.01)), 20),
            0,
            samples,
            Duration.ofSeconds(8),
            new Ticking());
    assertThat(result.complete()).isFalse();
    assertThat(result.snapshots().epochCount()).isZero();
    assertThat(result.verdict().holds()).isTrue();
    assertThat(result.verdict().judged()).containsExactly(1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void ofAStackedColumnTheDriftIsReportedAtEveryRecordedEpoch() {
    List<Trajectory> columns =
        List.of(Blocks.trajectory(Optimizer.ADAM, 0.01), Blocks.trajectory(Optimizer.ADAM, 0.05));
    int[] epochs = {1, 20, 100};
    Snapshots block = Dl4jEngine.create().train(Blocks.block(MAE, columns, epochs), samples);
    List<Drift> drift =
        ReferenceFit.of(MAE, columns.get(1), epochs, samples).drift(samples, block, 1);
    assertThat(drift).extracting(Drift::epoch).containsExactly(1, 20, 100);
    assertThat(drift.get(0).difference()).isLessThan(1e-6);
    assertThat(drift.get(2).difference()).isFinite();
  }
}
