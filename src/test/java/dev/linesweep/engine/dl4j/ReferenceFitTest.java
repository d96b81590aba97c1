package dev.linesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.EquivalenceGate.Explained;
import dev.linesweep.engine.EquivalenceGate.Verdict;
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
  void ofAStackedColumnBeyondTheGateTheDifferenceIsReported() {
    List<Trajectory> columns =
        List.of(Blocks.trajectory(Optimizer.ADAM, 0.01), Blocks.trajectory(Optimizer.ADAM, 0.05));
    int[] epochs = {1, 20, 100};
    Snapshots block = Dl4jEngine.create().train(Blocks.block(MAE, columns, epochs), samples);
    Verdict verdict =
        ReferenceFit.of(MAE, columns.get(1), epochs, samples).compare(samples, block, 1);
    assertThat(verdict.holds()).as("%s", verdict).isTrue();
    assertThat(verdict.gated()).isEqualTo(2);
    assertThat(verdict.epochs()).hasSize(3);
    assertThat(verdict.epochs().get(2).difference()).isFinite();
  }

  @Test
  void anotherRateFailsTheGate() {
    int[] epochs = {1, 20};
    Snapshots block =
        Dl4jEngine.create()
            .train(
                Blocks.block(MAE, List.of(Blocks.trajectory(Optimizer.ADAM, 0.0101)), epochs),
                samples);
    Verdict verdict =
        ReferenceFit.of(MAE, Blocks.trajectory(Optimizer.ADAM, 0.01), epochs, samples)
            .compare(samples, block, 0);
    assertThat(verdict.holds()).isFalse();
  }

  @Test
  void signsInDoubtAreFewWhereTheLineIsFarAway() {
    ReferenceFit.Result result =
        ReferenceFit.of(MAE, Blocks.trajectory(Optimizer.SGD, 0.001), new int[] {1, 20}, samples);
    Explained last = result.explained().get(1);
    assertThat(last.epoch()).isEqualTo(20);
    assertThat(last.signs()).isZero();
    assertThat(last.allowed()[1]).isLessThan(1e-7);
  }
}
