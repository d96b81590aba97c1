package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.fixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people bring them to {@code predict}: their cells as written, and the right number. */
class PredictCasesIT {
  /** Of seven files with these rows, whose other columns differ. */
  private static final List<double[]> ROWS =
      List.of(
          new double[] {0, -6},
          new double[] {2, -4},
          new double[] {4, -2},
          new double[] {6, 0},
          new double[] {8, 2},
          new double[] {10, 4},
          new double[] {12, 6});

  @TempDir static Path folder;
  private static Path inputs;
  private static Map<String, Double> model;

  @BeforeAll
  static void train() {
    inputs = CaseFiles.copyTo(folder.resolve("cases")).resolve("60-predict-inputs");
    CaseRun run =
        CaseRun.of(inputs.resolve("job.yaml"), folder.resolve("out"), "--set", "split.by=order");
    run.requireSuccess();
    model = run.equation();
  }

  private static Ran predict(String file) {
    String data = inputs.resolve(file).toString();
    return Ran.command(
        "predict", folder.resolve("out").toString(), "--data", data, "--master", "local[2]");
  }

  private static double right(double area, double rooms) {
    return model.getOrDefault("area", Double.NaN) * area
        + model.getOrDefault("rooms", Double.NaN) * rooms
        + model.getOrDefault("1", Double.NaN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new-bom.csv",
        "new-extra.csv",
        "new-lonelf.csv",
        "new-plain.csv",
        "new-reorder.csv",
        "new-typed.csv",
        "new.txt",
        "same.csv"
      })
  void cellsAreCopiedAsTheyAreWritten(String file) throws IOException {
    List<String> written =
        Files.readString(inputs.resolve(file))
            .replace("\uFEFF", "")
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    Ran ran = predict(file);

    assertThat(ran.code()).as(ran.err()).isZero();
    List<String> lines = ran.out().lines().toList();
    assertThat(lines.get(0)).isEqualTo(written.get(0) + ",prediction");
    assertThat(lines).hasSize(8).hasSameSizeAs(written);
    for (int row = 1; row < lines.size(); row++) {
      assertThat(lines.get(row)).startsWith(written.get(row) + ",");
    }
    requireNumbers(lines);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"new.csv.gz", "new.json", "new.parquet", "samepq.parquet", "new-formula.csv"})
  void otherFilesArePredictedToo(String file) {
    Ran ran = predict(file);
    assertThat(ran.code()).as(ran.err()).isZero();
    requireNumbers(ran.out().lines().toList());
  }

  @Test
  void quotedLineBreaksArePassedOn() throws IOException {
    String file = "new-multiline.csv";
    Ran ran = predict(file);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().replaceAll("(?m)(,[^,\n]*),[-.0-9E]+$|,prediction$", "$1"))
        .isEqualToNormalizingNewlines(Files.readString(inputs.resolve(file)));
  }

  private static void requireNumbers(List<String> lines) {
    assertThat(lines).hasSize(ROWS.size() + 1);
    for (int row = 0; row < ROWS.size(); row++) {
      String line = lines.get(row + 1);
      double[] features = ROWS.get(row);
      assertThat(Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
          .isCloseTo(right(features[0], features[1]), within(1e-10));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "new-dupcase.csv, 1, 2",
    "new-semi.csv, 1, 2",
    "new-one.csv, 1.5, 2",
    "new-na.csv, 2, 3",
    "new-nulls.csv, 3, 4",
    "new-huge.csv, 1e38, 1e38",
  })
  void theLastRowIsRight(String file, double area, double rooms) {
    Ran ran = predict(file);
    assertThat(ran.code()).as(ran.err()).isZero();
    String found = ran.out().strip().replaceFirst("(?s).*,", "");
    double right = right(area, rooms);
    assertThat(Double.parseDouble(found)).isCloseTo(right, within(1e-12 * Math.abs(right)));
  }

  @ParameterizedTest
  @CsvSource({"new-na.csv, '1,NA,', 1 of them has", "new-nulls.csv, '1,,', 2 of them have"})
  void aRowWithoutAFeatureHasNoPrediction(String file, String row, String counted) {
    Ran ran = predict(file);
    assertThat(ran.out().lines().toList()).contains(row);
    assertThat(ran.err()).contains(counted + " no prediction: a feature is missing");
  }

  @Test
  void aHeaderAloneHasNoRows() {
    Ran ran = predict("new-header.csv");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).isEqualTo("area,rooms,prediction\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "new-case.csv       | no column \"area\" (did you mean \"Area\"?)",
        "new-empty.csv      | new-empty.csv is empty",
        "new-extracomma.csv | line 4 (row 3) has 4 cells, but the header has 3",
        "new-inf.csv        | row 1: column \"area\" holds \"1e400\", which is not a finite number",
        "new-missingcol.csv | no column \"rooms\". Its columns are: area, other.",
        "new-predcol.csv    | already has a column \"prediction\". Rename it.",
      })
  void whatCannotBePredictedIsRefused(String file, String sentence) {
    Ran ran = predict(file);
    assertThat(ran.code()).as(ran.err()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("error: --data: ", sentence);
  }
}
