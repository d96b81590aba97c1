package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.model.LinearModel;
import dev.linesweep.report.page.Prediction;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.spec.SplitSpec;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionsTest {

  @ParameterizedTest(name = "{0} rows of {1} features: {2} predictions")
  @CsvSource({"300, 3, 300", "11000, 3, 10000", "2000, 2500, 1600", "1500, 6000, 1000"})
  void wideRowsAreFewer(int rows, int features, int expected) {
    List<Prediction> predictions = predictions(rows, features);
    assertThat(predictions).hasSize(expected);
    assertThat(predictions.stream().filter(each -> each.part() == Part.TEST)).hasSize(expected / 5);
  }

  @Test
  void eachIsThatOfItsRow() {
    for (Prediction each : predictions(300, 2)) {
      double row = each.row() - 1;
      assertThat(each.features()).containsExactly(row * 2, row * 2 + 1);
      assertThat(each.actual()).isEqualTo(row);
      assertThat(each.predicted()).isEqualTo(row * 2 + row * 2 + 1 + 1);
    }
  }

  @Test
  void eachHasItsRowWeight() {
    List<Prediction> weighted = predictions(30, 2, row -> row % 3);
    assertThat(weighted).allMatch(each -> each.rowWeight() == (each.row() - 1) % 3);
    assertThat(Prediction.countUnequally(weighted)).isTrue();
    assertThat(Prediction.countUnequally(predictions(30, 2, row -> 2.5))).isFalse();
    assertThat(predictions(30, 2)).allMatch(each -> each.rowWeight() == 1);
  }

  private static List<Prediction> predictions(int rows, int features) {
    return predictions(rows, features, new double[0]);
  }

  private static List<Prediction> predictions(int rows, int features, IntToDoubleFunction weight) {
    return predictions(rows, features, IntStream.range(0, rows).mapToDouble(weight).toArray());
  }

  private static List<Prediction> predictions(int rows, int features, double[] rowWeights) {
    List<String> names = IntStream.range(0, features).mapToObj("x%d"::formatted).toList();
    double[] x = IntStream.range(0, rows * features).asDoubleStream().toArray();
    double[] y = IntStream.range(0, rows).asDoubleStream().toArray();
    Matrix matrix = new Matrix(x, y, rowWeights, names, "y");
    Samples samples =
        Samples.of(matrix, new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 0), Standardize.NONE);
    double[] weights = IntStream.range(0, features).mapToDouble(j -> 1).toArray();
    return Predictions.of(new LinearModel(weights, 1, names, "y"), matrix, samples);
  }
}
