package dev.linesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Samples;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.TrainingSpec;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What stacking saves, in this thread's CPU time, on the line's 40 rows of one feature. */
@Tag("long")
class StackingCostTest {
  private static final int EPOCHS = 1000;
  private static final int ROUNDS = 4;

  @Test
  void sixtyFourColumnsNeedATwentyFifthOfTheCpuOfOneATrial() {
    double alone = DoubleStream.generate(() -> microseconds(1)).limit(ROUNDS).min().orElseThrow();
    double stacked =
        DoubleStream.generate(() -> microseconds(64)).limit(ROUNDS).min().orElseThrow();
    System.out.printf("µs an epoch and trial: alone %.1f, stacked %.2f%n", alone, stacked);
    assertThat(alone / stacked).isGreaterThan(25);
  }

  private static double microseconds(int width) {
    Samples samples = Blocks.line();
    List<Trajectory> columns =
        IntStream.range(0, width)
            .mapToObj(i -> Blocks.trajectory(Optimizer.ADAM, 0.001 * (i + 1)))
            .toList();
    var block = Blocks.block(new TrainingSpec(Loss.MAE, new Init.Xavier(), 13), columns, EPOCHS);
    var engine = Dl4jEngine.create();
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    engine.train(block, samples);
    long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    return (end - start) / 1e3 / EPOCHS / width;
  }
}
