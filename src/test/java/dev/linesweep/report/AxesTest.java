package dev.linesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.ListedTrajectories;
import dev.linesweep.fixture.Specs;
import dev.linesweep.plan.OptimizerParameters;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectories;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of trajectories as a search would draw them: with values that the job does not list. */
class AxesTest {
  @Test
  void theValuesAreThoseOfTheTrajectories() {
    Trajectories drawn =
        new ListedTrajectories(
            List.of(
                drawn(Optimizer.ADAM, 0.3, 0.0),
                drawn(Optimizer.SGD, 0.07, 0.25),
                drawn(Optimizer.ADADELTA, Double.NaN, 0.0),
                drawn(Optimizer.ADAM, 0.02, 0.0)));
    Axes axes = new Axes(SweepPlan.of(Specs.line(EngineKind.FUSED, JOB), Specs.LINE, drawn));

    assertThat(axes.values(Axis.OPTIMIZER))
        .containsExactly(Optimizer.ADAM, Optimizer.SGD, Optimizer.ADADELTA);
    assertThat(axes.values(Axis.LEARNING_RATE)).containsExactly(0.3, 0.07, 0.02);
    assertThat(axes.values(Axis.EPOCHS)).containsExactly(10, 400);
    assertThat(axes.rates(Optimizer.ADAM)).containsExactly(0.3, 0.02);
    assertThat(axes.rates(Optimizer.ADADELTA)).isEmpty();
    assertThat(axes.varying())
        .containsExactly(Axis.OPTIMIZER, Axis.LEARNING_RATE, Axis.EPOCHS, Axis.L1);
    assertThat(axes.same()).containsExactly("batch_size full", "l2 0", "seed 42");
  }

  private static final ParameterSpec JOB =
      Specs.grid(
          List.of(Specs.optimizer(Optimizer.SGD)), List.of(0.1), List.of(10, 400), List.of(42L));

  private static Trajectory drawn(Optimizer optimizer, double rate, double l1) {
    return new Trajectory(OptimizerParameters.defaults(optimizer), rate, 0, l1, 0, 42);
  }
}
