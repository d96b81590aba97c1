package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.SweepSpec;
import org.junit.jupiter.api.Test;

/** The time that a plan expects, of an engine whose time is known. */
class CalibrationTest {
  /** Spark's job of one task, and journalling its block. */
  private static final double BESIDE = 0.2 + 0.01;

  private final SweepSpec spec = TypicalJobs.atTheEdge();
  private final Samples samples = PlainSweeps.samples(spec);
  private final SweepPlan plan = SweepPlan.of(spec, samples.shape());

  /** Takes {@code fixed + epochs · epoch + recorded · record} seconds of a clock that it moves. */
  private static final class KnownEngine implements Engine, WorkClock {
    private final double fixed;
    private final double epoch;
    private final double record;
    private double startUp;
    private double now;

    KnownEngine(double fixed, double epoch, double record, double startUp) {
      this.fixed = fixed;
      this.epoch = epoch;
      this.record = record;
      this.startUp = startUp;
    }

    private double seconds(int epochs, int recorded) {
      return fixed + epochs * epoch + recorded * record;
    }

    @Override
    public Snapshots train(BlockTraining block, Samples samples, TrainingWatch watch) {
      now += seconds(block.lastEpoch(), block.epochs().length) + startUp;
      startUp = 0;
      return Snapshots.none(1, 1, false);
    }

    @Override
    public double now() {
      return now;
    }

    @Override
    public double ofProcess() {
      return now;
    }

    @Override
    public String name() {
      return "known";
    }

    @Override
    public String device() {
      return "cpu";
    }
  }

  private double whole(KnownEngine engine) {
    return engine.seconds(plan.maxEpochs(), plan.recordedEpochs().length);
  }

  @Test
  void aBlockTakesItsFixedTimeItsEpochsAndWhatItRecords() {
    assertThat(plan.blocks()).hasSize(1);
    KnownEngine engine = new KnownEngine(0.004, 0.0015, 0.0005, 0);
    double whole = whole(engine);
    assertThat(Calibration.seconds(plan, samples, engine, 2, engine))
        .isCloseTo(BESIDE + whole, within(0.01));
  }

  @Test
  void startUpIsWhatTheProcessTookBeyondTheTrainings() {
    KnownEngine cold = new KnownEngine(0.004, 0.0015, 0.0005, 0.08);
    KnownEngine warm = new KnownEngine(0.004, 0.0015, 0.0005, 0);
    assertThat(
            Calibration.seconds(plan, samples, cold, 1, cold)
                - Calibration.seconds(plan, samples, warm, 1, warm))
        .isGreaterThan(0.08)
        .isLessThan(3 * 0.08 + 1e-9);
  }

  @Test
  void measuringTakesAShareOfTheTrainingThatItMeasures() {
    KnownEngine engine = new KnownEngine(0.001, 0.001, 0.0001, 0);
    Calibration.seconds(plan, samples, engine, 2, engine);
    double expected = plan.blocks().stream().mapToDouble(Block::cost).sum();
    assertThat(engine.now).isLessThan(3 * Math.max(0.2, 0.1 * expected));
  }

  @Test
  void anEngineThatIsMuchSlowerThanExpectedIsLeftAfterAFewEpochs() {
    KnownEngine engine = new KnownEngine(0, 30, 1, 0);
    double whole = whole(engine);
    assertThat(Calibration.seconds(plan, samples, engine, 2, engine)).isGreaterThan(whole);
    assertThat(engine.now).isLessThan(70);
  }

  @Test
  void withoutMeasuringTheCostModelGivesAnEstimate() {
    double expected = plan.blocks().stream().mapToDouble(Block::cost).sum();
    assertThat(Calibration.seconds(plan, 1)).isGreaterThan(BESIDE + expected);
  }
}
