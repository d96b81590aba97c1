package dev.linesweep.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTest {
  private static final List<String> NAMES = List.of("a", "b");

  @Test
  void aNumberThatIsNotFiniteIsRefusedWithItsColumnAndRow() {
    assertThatThrownBy(
            () -> new Matrix(new double[] {1, 2, 3, Double.NaN}, new double[] {1, 2}, NAMES, "y"))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("data: column \"b\" is NaN in row 2 (the first row is 1)");
    assertThatThrownBy(
            () -> new Matrix(new double[4], new double[] {Double.POSITIVE_INFINITY, 2}, NAMES, "y"))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("data: column \"y\" is Infinity in row 1");
  }

  @Test
  void aConstantLabelIsRefused() {
    assertThatThrownBy(() -> new Matrix(new double[4], new double[] {5, 5}, NAMES, "y"))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("\"y\" is 5 in all 2 rows");
  }

  @Test
  void noRowsDoubledNamesAndWrongShapesAreRefused() {
    assertThatThrownBy(() -> new Matrix(new double[0], new double[0], NAMES, "y"))
        .hasMessageContaining("no rows");
    assertThatThrownBy(() -> new Matrix(new double[4], new double[2], List.of("a", "a"), "y"))
        .hasMessageContaining("\"a\" is listed twice");
    assertThatThrownBy(() -> new Matrix(new double[4], new double[2], NAMES, "b"))
        .hasMessageContaining("\"b\" is also a feature");
    assertThatThrownBy(() -> new Matrix(new double[3], new double[2], NAMES, "y"))
        .hasMessage("x must hold rows × features = 2 × 2 numbers but holds 3");
  }

  @Test
  void theFingerprintChangesWithEveryNumberAndName() {
    Matrix matrix = Synthetic.of(new DataSpec.Linear(30, 2, 0.1, 1));
    Set<String> prints = new HashSet<>();
    prints.add(Fingerprint.of(matrix));
    for (int i = 0; i < matrix.x().length; i++) {
      double[] x = matrix.x().clone();
      x[i] = Math.nextUp(x[i]);
      prints.add(Fingerprint.of(new Matrix(x, matrix.y(), matrix.features(), "y")));
    }
    for (int i = 0; i < matrix.rows(); i++) {
      double[] y = matrix.y().clone();
      y[i] = Math.nextUp(y[i]);
      prints.add(Fingerprint.of(new Matrix(matrix.x(), y, matrix.features(), "y")));
    }
    prints.add(Fingerprint.of(new Matrix(matrix.x(), matrix.y(), List.of("x1", "x3"), "y")));
    prints.add(Fingerprint.of(new Matrix(matrix.x(), matrix.y(), List.of("x1x", "2"), "y")));
    prints.add(Fingerprint.of(new Matrix(matrix.x(), matrix.y(), matrix.features(), "z")));

    assertThat(prints).hasSize(1 + 60 + 30 + 3).allMatch(print -> print.matches("[0-9a-f]{64}"));
  }

  @Test
  void theFingerprintNeverDrifts() {
    Matrix matrix = new Matrix(new double[] {1, 2, 3, 4}, new double[] {0.5, 1.5}, NAMES, "y");

    assertThat(Fingerprint.of(matrix))
        .isEqualTo("f8005811abe8cbfe139b3838cb8c16ec284a551f23f7738817cf6bd48d9bb858");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0.02, 50",
    "0, 0.3, 0.1, 3",
    "0, 0.7, 0.1, 7",
    "0.1, 0.35, 0.1, 3",
    "-1, 1, 0.5, 4",
    "0, 1, 0.3, 4"
  })
  void aLineCountsItsPointsAsDecimals(double start, double end, double step, int rows) {
    Matrix line = Synthetic.of(new DataSpec.Line(0.7, 0.3, start, end, step));

    assertThat(line.rows()).isEqualTo(rows);
    for (int i = 0; i < rows; i++) {
      assertThat(line.x()[i]).isEqualTo(start + i * step).isLessThan(end);
      assertThat(line.y()[i]).isEqualTo(0.7 * line.x()[i] + 0.3);
    }
  }

  @Test
  void labelsWithoutNoiseFollowTheKnownModel() {
    DataSpec.Linear source = new DataSpec.Linear(20, 3, 0, 13);
    Matrix matrix = Synthetic.of(source);
    KnownModel known = Synthetic.truth(source).orElseThrow();

    for (int row = 0; row < 20; row++) {
      double expected = known.bias();
      for (int j = 0; j < 3; j++) {
        expected += known.weights()[j] * matrix.x()[row * 3 + j];
      }
      assertThat(matrix.y()[row]).isEqualTo(expected);
    }
    assertThat(matrix.features()).containsExactly("x1", "x2", "x3");
  }
}
