package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Samples;
import dev.linesweep.data.Synthetic;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.engine.check.EvenSample;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.fixture.Specs;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.Rounding;
import dev.linesweep.result.Snapshots;
import dev.linesweep.run.WinnerCheck;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.SplitSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A trial checked on some of its rows, with the power of one checked on all of them. */
class TrialCheckTest {
  private static final EvenSample SOME = new EvenSample(1);
  private static final Samples SAMPLES =
      Samples.of(
          Synthetic.of(new DataSpec.Linear(3000, 2, 0.1, 13)),
          new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13),
          Standardize.NONE);
  private static final SweepPlan PLAN =
      SweepPlan.of(
          Specs.line(
              EngineKind.FUSED,
              Specs.grid(
                  List.of(Specs.optimizer(Optimizer.ADAM)),
                  List.of(0.01),
                  List.of(20),
                  List.of(42L))),
          SAMPLES.shape());

  /** Trains as the other does, at a rate that is a thousandth off. */
  private record Off(Engine right) implements Engine {
    @Override
    public String name() {
      return "off";
    }

    @Override
    public String device() {
      return "cpu";
    }

    @Override
    public Snapshots train(BlockTraining block, Samples samples, TrainingWatch watch) {
      List<Trajectory> columns = block.columns().stream().map(Off::off).toList();
      return right.train(
          new BlockTraining(block.training(), columns, block.epochs()), samples, watch);
    }

    private static Trajectory off(Trajectory column) {
      return new Trajectory(
          column.parameters(),
          column.learningRate() * 1.001,
          column.batchSize(),
          column.l1(),
          column.l2(),
          column.seed());
    }
  }

  private static Snapshots journalled(Engine engine) {
    Trial trial = PLAN.trial(0);
    int[] early = IntStream.rangeClosed(1, 20).toArray();
    return engine.train(
        new BlockTraining(PLAN.spec().training(), List.of(trial.trajectory()), early), SAMPLES);
  }

  private static PlainFit check(Snapshots journalled, Engine engine, EvenSample sample) {
    Trial trial = PLAN.trial(0);
    BlockMates alone = BlockMates.alone(trial.trajectory());
    return new TrialCheck(trial, journalled, alone, 20, sample).of(PLAN, () -> engine, SAMPLES);
  }

  @Test
  void aRightTrialHoldsOnSomeOfItsRowsAndTheSentenceSaysOnHowMany() {
    Engine engine = new FusedEngine();
    PlainFit fit = check(journalled(engine), engine, SOME);

    assertThat(fit.holds()).isTrue();
    assertThat(fit.setup().rows()).isEqualTo(1000);
    assertThat(fit.repeated()).hasSize(20);
    assertThat(new WinnerCheck(fit, 20).sentence(Rounding.NONE))
        .isEqualTo(
            "plain DL4J, trained separately: 20 early epochs (1 to 20) agree within rounding on an"
                + " even sample of 1,000 of 2,400 training rows");
  }

  @Test
  void anEngineThatTrainsWronglyIsFoundOnThem() {
    Engine off = new Off(new FusedEngine());
    PlainFit fit = check(journalled(off), off, SOME);

    assertThat(fit.disagrees()).isTrue();
    assertThat(fit.disagreement()).contains("times what rounding explains");
  }

  @Test
  void aJournalOfOtherBitsIsFoundOnAllRows() {
    PlainFit fit = check(journalled(new Off(new FusedEngine())), new FusedEngine(), SOME);

    assertThat(fit.disagrees()).isTrue();
    assertThat(fit.disagreement()).contains("differs from the journal in some bits");
  }

  @Test
  void fewRowsAreAllChecked() {
    Engine engine = new FusedEngine();
    PlainFit fit = check(journalled(engine), engine, EvenSample.SMALL);

    assertThat(fit.setup().sampled()).isFalse();
    assertThat(fit.drift()).isNotEmpty();
    assertThat(fit.holds()).isTrue();
  }
}
