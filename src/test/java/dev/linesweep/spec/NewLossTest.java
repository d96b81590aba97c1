package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sixth loss: one constant, and the compiler names every place that must know it. */
class NewLossTest {
  private static final NewConstant LOSS =
      new NewConstant("Loss", "  /** Mean absolute error. */\n");

  /** The list of CONTRIBUTING.md. */
  private static final Set<String> PLACES =
      Set.of("ColumnLoss.java", "Signal.java", "StepBound.java");

  @Test
  void theCompilerNamesEveryPlace(@TempDir Path out) throws IOException {
    assertEquals(Set.of(), LOSS.missing("", out), "as it is");
    String quantile =
        "QUANTILE((p, y) -> Math.max(0.9 * (y - p), 0.1 * (p - y)), (p, y) -> p < y ? -0.9 : 0.1,"
            + " Domain.ALL, Unit.OF_THE_LABEL, ClosedForm.NONE),\n";
    assertEquals(PLACES, LOSS.missing(quantile, out));
  }

  @Test
  void nothingComparesLossesByName() throws IOException {
    assertEquals(List.of(), LOSS.comparing(), "a loss unknown here would be taken for another");
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void theSlopeIsThatOfTheValue(Loss loss) {
    double step = 1e-6;
    for (double label : new double[] {0.5, 2, 7}) {
      for (double prediction : new double[] {0.25, 1.5, 9}) {
        double difference = loss.of(prediction + step, label) - loss.of(prediction - step, label);
        assertThat(loss.slope(prediction, label))
            .isCloseTo(difference / (2 * step), within(1e-6 * (1 + 100 / label)));
      }
    }
  }
}
