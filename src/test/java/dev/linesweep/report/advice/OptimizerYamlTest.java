package dev.linesweep.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizerYamlTest {
  @Test
  void optimizersAreWrittenWithWhatDiffersFromTheirDefaults() {
    assertThat(
            OptimizerYaml.of(
                List.of(
                    TypicalJobs.SGD,
                    TypicalJobs.MOMENTA,
                    new OptimizerSpec(
                        Optimizer.RMSPROP, List.of(List.of(0.95), List.of(1e-3)), List.of(0.5)))))
        .isEqualTo(
            "{values: [sgd, {nesterovs: {momentum: {values: [0.5, 0.9]}}}, "
                + "{rmsprop: {epsilon: 0.001, learning_rate: 0.5}}]}");
  }
}
