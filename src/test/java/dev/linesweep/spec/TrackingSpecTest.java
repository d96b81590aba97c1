package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The key {@code tracking}. */
class TrackingSpecTest {
  @Test
  void aJobWithoutItNamesNoServerAndWritesNothingOfIt() {
    assertThat(Jobs.read(Jobs.LINE).tracking()).isEqualTo(TrackingSpec.NONE);
    assertThat(TrackingSpec.NONE.top()).isEqualTo(20);
    assertThat(SpecWriter.write(Jobs.read(Jobs.LINE))).doesNotContain("tracking");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{mlflow: 'http://host:5000'} | http://host:5000 | '' | 20",
        "{mlflow: 'https://host/mlflow/', experiment: \"prices: a, b\"} | https://host/mlflow/ |"
            + " prices: a, b | 20",
        "{experiment: 5, top: 100} | '' | 5 | 100",
        "{mlflow: none} | none | '' | 20",
        "{top: 1} | '' | '' | 1"
      })
  void itIsReadAndWritten(String written, String mlflow, String experiment, int top) {
    SweepSpec spec = Jobs.read(Jobs.LINE, "tracking=" + written);

    assertThat(spec.tracking()).isEqualTo(new TrackingSpec(mlflow, experiment, top));
    assertThat(Jobs.read(SpecWriter.write(spec))).isEqualTo(spec);
    assertThat(spec.withTracking(TrackingSpec.NONE)).isEqualTo(Jobs.read(Jobs.LINE));
  }

  static final List<RefusedJob> CASES =
      List.of(
          RefusedJob.top(
              "aServerIsPutIntoTheMapping",
              "tracking: http://host:5000",
              "j:4:11: tracking: expected a mapping, got \"http://host:5000\"; write {mlflow:"
                  + " http://host:5000}"),
          RefusedJob.top(
              "noneIsPutIntoTheMapping",
              "tracking: none",
              "j:4:11: tracking: expected a mapping, got \"none\"; write {mlflow: none}"),
          RefusedJob.top(
              "aMisspelledKeyIsGuessed",
              "tracking: {mlflw: 'http://host:5000'}",
              "j:4:12: tracking.mlflw: unknown key \"mlflw\" (did you mean \"mlflow\"?)"),
          RefusedJob.top(
              "theKeyOfAnotherPlaceIsAnswered",
              "mlflow: http://host:5000",
              "j:4:1: mlflow: unknown key \"mlflow\": write tracking: {mlflow:"
                  + " 'http://localhost:5000'}"),
          RefusedJob.top(
              "aFileIsNoServer",
              "tracking: {mlflow: 'sqlite:///mlflow.db'}",
              "j:4:20: tracking.mlflow: expected the URI of an MLflow server, such as"
                  + " http://localhost:5000, got \"sqlite:///mlflow.db\"; a file or a database is"
                  + " not a server; start one with mlflow server --backend-store-uri"),
          RefusedJob.top(
              "aHostNeedsItsScheme",
              "tracking: {mlflow: 'localhost:5000'}",
              "j:4:20: tracking.mlflow: expected the URI of an MLflow server, such as"
                  + " http://localhost:5000, got \"localhost:5000\"; put http:// in front of it"),
          RefusedJob.top(
              "tooManySettings",
              "tracking: {top: 1000000}",
              "j:4:17: tracking.top: expected a whole number from 1 to 100, got 1000000: each"
                  + " setting becomes a run on the server, whose pages are slow with more. All"
                  + " trials are in summary.csv, which is sent too"));

  @ParameterizedTest
  @FieldSource("CASES")
  void whatBreaksARuleIsRefusedInItsPlace(RefusedJob job) {
    job.isRefused();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://me:pass-word@host:5000", "http://pass-word@host"})
  void aUserInTheJobIsRefusedWithoutBeingShown(String server) {
    assertThatThrownBy(() -> Jobs.read(Jobs.LINE, "tracking.mlflow=" + server))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("MLFLOW_TRACKING_TOKEN")
        .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("pass-word"));
  }

  @Test
  void theUserIsTakenOutOfAnAddress() {
    assertThat(TrackingSpec.withoutUser("https://me:p@ss@host:1/x")).isEqualTo("https://host:1/x");
    assertThat(TrackingSpec.withoutUser("https://host/a@b")).isEqualTo("https://host/a@b");
    assertThat(TrackingSpec.shown("ftp://me:p/w@host")).isEqualTo("\"ftp://host\"");
  }
}
