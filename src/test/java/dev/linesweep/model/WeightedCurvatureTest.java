package dev.linesweep.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.fixture.WeightedRows;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.util.List;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The curvature of the weighted mean squared error, and the rates chosen by it. */
class WeightedCurvatureTest {
  private static final Percentage ROUNDING = Percentage.withPercentage(1e-4);
  private static final int COLUMNS = WeightedRows.FEATURES + 1;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void wholeWeightsGiveTheCurvatureOfRepeatedRows(long seed) {
    WeightedRows rows = WeightedRows.random(seed);
    Curvature weighted = Curvature.of(train(rows.weighted()));
    Curvature repeated = Curvature.of(train(rows.repeated()));

    assertThat(weighted.largest()).isCloseTo(repeated.largest(), ROUNDING);
    assertThat(weighted.trace()).isCloseTo(repeated.trace(), ROUNDING);
  }

  @Test
  void equalWeightsGiveTheBitsOfNone() {
    WeightedRows rows = WeightedRows.random(5);
    Samples.Part even = train(rows.weightedBy(row -> 0.1));
    Samples.Part plain = train(rows.plain());

    assertThat(Curvature.of(even)).isEqualTo(Curvature.of(plain));
    assertThat(BatchCurvature.of(even, 9).atMost(7))
        .isEqualTo(BatchCurvature.of(plain, 9).atMost(7));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 20, 60})
  void noBatchIsSteeperThanTheBound(int size) {
    Samples.Part train = train(heavyTailed());
    double bound = BatchCurvature.of(train, Curvature.of(train).largest()).atMost(size);

    for (int from = 0; from < train.rows(); from += size) {
      int rows = Math.min(size, train.rows() - from);
      double[][] design = new double[rows][COLUMNS];
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < COLUMNS; i++) {
          design[row][i] = Math.sqrt(train.rowWeights().of(from + row)) * x(train, from + row, i);
        }
      }
      var x = MatrixUtils.createRealMatrix(design);
      double largest =
          new EigenDecomposition(x.transpose().multiply(x).scalarMultiply(2.0 / rows))
              .getRealEigenvalue(0);
      assertThat(largest).isLessThanOrEqualTo(bound * (1 + 1e-9));
    }
  }

  /** Gradient descent in a plain loop on both sides of the bound. */
  @Test
  void theWeightedLossShrinksJustBelowTheBoundAndGrowsJustAboveIt() {
    Samples.Part train = train(heavyTailed());
    double bound = 2 / Curvature.of(train).largest();

    assertThat(weightsAfter(train, 4000, 0.98 * bound, train.rows())).isLessThan(1e3);
    assertThat(weightsAfter(train, 4000, 1.02 * bound, train.rows())).isGreaterThan(1e6);
    double unweighted = 2 / Curvature.of(new Samples.Part(train.x(), train.y())).largest();
    assertThat(weightsAfter(train, 4000, 0.98 * unweighted, train.rows())).isGreaterThan(1e6);
  }

  @ParameterizedTest
  @CsvSource({"full", "25", "7", "1"})
  void theHighestAutomaticRateIsSafe(String batchSize) {
    Samples.Part train = train(heavyTailed());
    List<Double> rates = AutoRates.of(job(batchSize), train).spec().parameters().learningRates();
    int rows = batchSize.equals("full") ? train.rows() : Integer.parseInt(batchSize);

    assertThat(weightsAfter(train, 2000, rates.get(rates.size() - 1), rows)).isLessThan(1e3);
  }

  /** A few rows count as much as all others, those with the largest features above all. */
  private static Matrix heavyTailed() {
    WeightedRows rows = WeightedRows.random(9);
    return rows.weightedBy(
        row -> Math.exp(3 * Math.abs(rows.features()[row * WeightedRows.FEATURES])));
  }

  private static SweepSpec job(String batchSize) {
    return SpecReader.read(
        """
        name: auto
        data: {line: {}, standardize: none}
        training: {loss: mse}
        parameters: {epochs: 10, optimizer: sgd, learning_rate: auto, batch_size: %s}
        """
            .formatted(batchSize),
        "job.yaml",
        List.of());
  }

  /** The largest weight or bias after training by sgd. */
  private static double weightsAfter(Samples.Part train, int epochs, double rate, int batchSize) {
    double[] weights = new double[COLUMNS];
    double largest = 0;
    for (int epoch = 0; epoch < epochs && largest < 1e100; epoch++) {
      for (int from = 0; from < train.rows(); from += batchSize) {
        step(train, from, Math.min(train.rows(), from + batchSize), rate, weights);
      }
      largest = 0;
      for (double weight : weights) {
        largest = Math.max(largest, Math.abs(weight));
      }
    }
    return largest;
  }

  private static void step(Samples.Part train, int from, int to, double rate, double[] weights) {
    double[] gradient = new double[COLUMNS];
    for (int row = from; row < to; row++) {
      double error = -train.y()[row];
      for (int i = 0; i < COLUMNS; i++) {
        error += weights[i] * x(train, row, i);
      }
      for (int i = 0; i < COLUMNS; i++) {
        gradient[i] += 2 * train.rowWeights().of(row) * error * x(train, row, i) / (to - from);
      }
    }
    for (int i = 0; i < COLUMNS; i++) {
      weights[i] -= rate * gradient[i];
    }
  }

  /** The last column is that of the bias. */
  private static double x(Samples.Part train, int row, int column) {
    return column == WeightedRows.FEATURES ? 1 : train.x()[row * WeightedRows.FEATURES + column];
  }

  private static Samples.Part train(Matrix matrix) {
    return Samples.of(matrix, WeightedRows.SPLIT, Standardize.NONE).train();
  }
}
