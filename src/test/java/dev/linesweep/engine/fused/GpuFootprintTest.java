package dev.linesweep.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many columns train at once. */
class GpuFootprintTest {
  private static Training training(int features) {
    return new Training(
        Cases.block(Loss.MAE, Cases.columns(Optimizer.AMSGRAD, 3, 0, false), 1, 5),
        Cases.samples(50, features, 0.1));
  }

  /** Arrays have at most 2³¹ elements, and the host counts their bytes in as many. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 100, 400})
  void noArrayIsLongerThanJavaHasWhateverTheMemory(int features) {
    int columns = GpuFootprint.of(training(features)).columns(Long.MAX_VALUE, Long.MAX_VALUE);
    assertThat(4L * columns * (features + 1)).isLessThan(Integer.MAX_VALUE);
    assertThat(8L * columns * ErrorSums.KINDS).isLessThan(Integer.MAX_VALUE);
    assertThat((long) columns * (features + 1)).isGreaterThan(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {100_000, 10_000_000})
  void theScarcerMemoryDecides(long bytes) {
    GpuFootprint footprint = GpuFootprint.of(training(3));
    assertThat(footprint.columns(bytes, Long.MAX_VALUE))
        .isEqualTo((int) (bytes / footprint.card()));
    assertThat(footprint.columns(Long.MAX_VALUE, bytes))
        .isEqualTo((int) (bytes / footprint.heap()));
    assertThat(footprint.columns(-1, bytes)).isZero();
  }
}
