package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.WeightedRows;
import dev.linesweep.output.PredictionsFile;
import dev.linesweep.output.ReportFolder;
import dev.linesweep.report.page.Prediction;
import dev.linesweep.report.page.ReportPage;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.store.OutputFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a sweep over rows of unequal weight leaves behind agrees with itself, row by row. */
class WeightedReportTest {
  private static final Configuration HADOOP = new Configuration();
  private static final Percentage ROUNDING = Percentage.withPercentage(1e-4);
  private static final String JOB =
      """
      name: weighted
      data:
        format: csv
        path: %s
        options: {header: true, inferSchema: true}
        label: y
        features: [a, b, c]
        row_weight: times
        baseline: [guess]
      split: {test: 0.3, validation: 0.2, by: random}
      training: {loss: mae}
      metric: validation_mae
      parameters:
        optimizer: {values: [sgd, adam]}
        learning_rate: auto
        epochs: {values: [20, 60]}
      """;

  @TempDir static Path folder;
  private static OutputFolder out;
  private static JsonNode model;
  private static List<Prediction> rows;

  @BeforeAll
  static void sweep() throws Exception {
    Path job =
        Files.writeString(folder.resolve("job.yaml"), JOB.formatted(csv(WeightedRows.random(4))));
    Sweep.read(job.toString(), "engine=fused")
        .withOut(folder.resolve("out").toString())
        .run(SharedSpark.session());
    out =
        OutputFolder.existing(
            HADOOP, new org.apache.hadoop.fs.Path(folder.resolve("out").toString()));
    model = new ObjectMapper().readTree(folder.resolve("out/best/model.json").toFile());
    rows = new PredictionsFile(out).read();
  }

  private static String csv(WeightedRows rows) throws Exception {
    StringBuilder lines = new StringBuilder("a,b,c,y,times,guess\n");
    for (int row = 0; row < rows.labels().length; row++) {
      for (int i = 0; i < WeightedRows.FEATURES; i++) {
        lines.append(rows.features()[row * WeightedRows.FEATURES + i]).append(',');
      }
      double y = rows.labels()[row];
      lines.append(y).append(',').append(rows.weights()[row]).append(',').append(y * y / 5);
      lines.append('\n');
    }
    return Files.writeString(folder.resolve("rows.csv"), lines).toUri().toString();
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void everyErrorIsTheWeightedMeanOverThePredictions(Part part) {
    assertErrors(model.path("errors"), part, Prediction::predicted);
    JsonNode baselines = model.path("baselines");
    assertThat(baselines).hasSize(4);
    for (JsonNode baseline : baselines) {
      assertErrors(baseline, part, row -> predicted(baseline, row));
    }
    assertErrors(model.path("baseline_columns").get(0), part, WeightedReportTest::guess);
  }

  private static void assertErrors(
      JsonNode errors, Part part, ToDoubleFunction<Prediction> predicted) {
    double mae = mean(part, row -> Math.abs(predicted.applyAsDouble(row) - row.actual()));
    double mse = mean(part, row -> Math.pow(predicted.applyAsDouble(row) - row.actual(), 2));
    double label = mean(part, Prediction::actual);
    double variance = mean(part, row -> Math.pow(row.actual() - label, 2));

    JsonNode own = errors.path(part.key());
    assertThat(own.path("mae").asDouble()).isCloseTo(mae, ROUNDING);
    assertThat(own.path("loss").asDouble()).isCloseTo(mae, ROUNDING);
    assertThat(own.path("rmse").asDouble()).isCloseTo(Math.sqrt(mse), ROUNDING);
    if (part == Part.TEST) {
      assertThat(own.path("r2").asDouble()).isCloseTo(1 - mse / variance, within(1e-6));
    }
  }

  @Test
  void theDifferencesFromTheBestTrialAreWeightedToo() {
    for (JsonNode baseline : model.path("baselines")) {
      assertDifference(baseline, row -> predicted(baseline, row));
    }
    assertDifference(model.path("baseline_columns").get(0), WeightedReportTest::guess);
  }

  private static void assertDifference(JsonNode baseline, ToDoubleFunction<Prediction> other) {
    JsonNode found = baseline.path("test_differences");
    double mean =
        mean(
            Part.TEST,
            row ->
                Math.abs(other.applyAsDouble(row) - row.actual())
                    - Math.abs(row.predicted() - row.actual()));
    double[] weights =
        rows.stream()
            .filter(row -> row.part() == Part.TEST)
            .mapToDouble(Prediction::rowWeight)
            .toArray();
    double effective = Math.pow(sum(weights, 1), 2) / sum(weights, 2);

    assertThat(found.path("absolute").path("mean").asDouble()).isCloseTo(mean, within(1e-6));
    assertThat(found.path("rows").asInt()).isEqualTo(30);
    assertThat(found.path("effective_rows").asDouble()).isCloseTo(effective, within(1e-4));
  }

  @Test
  void theDeviationsOfFeaturesAreThoseOfWeightedRows() {
    for (int i = 0; i < WeightedRows.FEATURES; i++) {
      int feature = i;
      double mean = mean(Part.TRAIN, row -> row.features()[feature]);
      double variance = mean(Part.TRAIN, row -> Math.pow(row.features()[feature] - mean, 2));
      assertThat(model.path("deviations").get(i).asDouble())
          .isCloseTo(Math.sqrt(variance), ROUNDING);
    }
  }

  @Test
  void noOtherConstantHasALessWeightedErrorThanTheMeanAndTheMedianOfTheLabel() {
    double mean = model.path("baselines").path("mean").path("bias").asDouble();
    double median = model.path("baselines").path("median").path("bias").asDouble();
    for (double step : new double[] {-0.01, 0.01}) {
      assertThat(mean(Part.TRAIN, row -> Math.pow(row.actual() - mean, 2)))
          .isLessThan(mean(Part.TRAIN, row -> Math.pow(row.actual() - mean - step, 2)));
      assertThat(mean(Part.TRAIN, row -> Math.abs(row.actual() - median)))
          .isLessThanOrEqualTo(
              mean(Part.TRAIN, row -> Math.abs(row.actual() - median - step)) + 1e-12);
    }
  }

  @Test
  void thePageFromTheFolderIsThatOfTheRunAndSaysThatEveryRowIsOnePoint() throws Exception {
    String page = Files.readString(folder.resolve("out/report.html"));

    assertThat(ReportPage.of(new ReportFolder(HADOOP, out).read())).isEqualTo(page);
    assertThat(page)
        .contains("Errors on the 30 test rows, weighted</h2>")
        .contains("Every row is one point, whatever its row weight.");
  }

  private static double sum(double[] values, int power) {
    return Arrays.stream(values).map(value -> Math.pow(value, power)).sum();
  }

  private static double predicted(JsonNode baseline, Prediction row) {
    double predicted = baseline.path("bias").asDouble();
    for (int i = 0; i < WeightedRows.FEATURES; i++) {
      predicted += baseline.path("weights").get(i).asDouble() * row.features()[i];
    }
    return predicted;
  }

  private static double guess(Prediction row) {
    return row.actual() * row.actual() / 5;
  }

  private static double mean(Part part, ToDoubleFunction<Prediction> value) {
    double sum = 0;
    double weights = 0;
    for (Prediction row : rows) {
      if (row.part() == part) {
        sum += row.rowWeight() * value.applyAsDouble(row);
        weights += row.rowWeight();
      }
    }
    return sum / weights;
  }
}
