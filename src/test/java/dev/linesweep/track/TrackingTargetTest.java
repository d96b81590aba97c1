package dev.linesweep.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.spec.JobException;
import dev.linesweep.spec.TrackingSpec;
import dev.linesweep.track.TrackingTarget.Named;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which server is told, and by whom. */
class TrackingTargetTest {
  private static final Map<String, String> NOTHING = Map.of();
  private static final Map<String, String> ENVIRONMENT =
      Map.of("MLFLOW_TRACKING_URI", "https://environment", "MLFLOW_EXPERIMENT_NAME", "theirs");
  private static final TrackingSpec JOB = TrackingSpec.of("https://job").withTop(7);

  @Test
  void theOptionGoesBeforeTheJobAndTheJobBeforeTheEnvironment() {
    assertThat(TrackingTarget.of("https://option", JOB, ENVIRONMENT))
        .contains(new TrackingTarget("https://option", "theirs", 7, Named.BY_OPTION));
    assertThat(TrackingTarget.of("", JOB.withExperiment("ours"), ENVIRONMENT))
        .contains(new TrackingTarget("https://job", "ours", 7, Named.BY_JOB));
    assertThat(TrackingTarget.of("", TrackingSpec.NONE, ENVIRONMENT))
        .contains(new TrackingTarget("https://environment", "theirs", 20, Named.BY_ENVIRONMENT));
    assertThat(TrackingTarget.of("", TrackingSpec.NONE, NOTHING)).isEmpty();
    assertThat(TrackingTarget.of("none", JOB, ENVIRONMENT)).isEmpty();
    assertThat(TrackingTarget.of("", TrackingSpec.of("none"), ENVIRONMENT)).isEmpty();
    assertThat(TrackingTarget.of("https://option", TrackingSpec.of("none"), ENVIRONMENT))
        .contains(new TrackingTarget("https://option", "theirs", 20, Named.BY_OPTION));
    assertThat(
            TrackingTarget.of("https://o", TrackingSpec.NONE, NOTHING).orElseThrow().experiment())
        .isEqualTo("linesweep");
  }

  @Test
  void onlyAServerOfTheEnvironmentIsToldOf() {
    assertThat(TrackingTarget.note("", TrackingSpec.NONE, ENVIRONMENT))
        .contains(
            "MLFLOW_TRACKING_URI is set, so the results go to MLflow at https://environment;"
                + " --mlflow none keeps them here");
    assertThat(TrackingTarget.note("", JOB, ENVIRONMENT)).isEmpty();
    assertThat(TrackingTarget.note("none", TrackingSpec.NONE, ENVIRONMENT)).isEmpty();
    assertThat(TrackingTarget.note("", TrackingSpec.of("none"), ENVIRONMENT)).isEmpty();
    assertThat(TrackingTarget.note("", TrackingSpec.NONE, NOTHING)).isEmpty();
  }

  @Test
  void aVariableThatNamesNoServerIsLeftOutWithANote() {
    Map<String, String> files = Map.of("MLFLOW_TRACKING_URI", "./mlruns");

    assertThat(TrackingTarget.of("", TrackingSpec.NONE, files)).isEmpty();
    assertThat(TrackingTarget.note("", TrackingSpec.NONE, files).orElseThrow())
        .startsWith("MLFLOW_TRACKING_URI is left out: expected the URI of an MLflow server");
  }

  @ParameterizedTest
  @CsvSource({"localhost:5000", "sqlite:///a.db", "https://host?x=1", "''"})
  void anOptionThatNamesNoServerIsRefused(String value) {
    assertThatThrownBy(() -> TrackingTarget.requireOption("--mlflow", value))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("--mlflow: expected the URI of an MLflow server");
  }

  @Test
  void aUserInTheAddressIsUsedAndNotShown() {
    TrackingTarget target =
        new TrackingTarget("https://me:s%20cret@host/mlflow/", "x", 20, Named.BY_OPTION);

    assertThat(target.address()).isEqualTo("https://host/mlflow");
    assertThat(target.server()).isEqualTo(URI.create("https://host/mlflow"));
    assertThat(target.toString()).doesNotContain("cret").doesNotContain("me:");
    assertThat(target.credentials(ENVIRONMENT).header())
        .isEqualTo("Basic bWU6cyBjcmV0"); // me:s cret
  }

  @Test
  void aUserGoesBeforeATokenAsMlflowHasIt() {
    Map<String, String> both =
        Map.of(
            "MLFLOW_TRACKING_USERNAME", "a",
            "MLFLOW_TRACKING_PASSWORD", "b",
            "MLFLOW_TRACKING_TOKEN", "t");

    assertThat(Credentials.of(URI.create("https://host"), both).header()).isEqualTo("Basic YTpi");
    assertThat(
            Credentials.of(URI.create("https://host"), Map.of("MLFLOW_TRACKING_TOKEN", "t"))
                .header())
        .isEqualTo("Bearer t");
    assertThat(Credentials.of(URI.create("https://host"), NOTHING).areNone()).isTrue();
  }

  @Test
  void whatAServerSaysIsToldWithoutSecrets() {
    Credentials token =
        Credentials.of(URI.create("https://host"), Map.of("MLFLOW_TRACKING_TOKEN", "t0ken"));

    assertThat(token.hiddenIn("no access for Bearer t0ken")).isEqualTo("no access for Bearer ***");
    assertThat(token.toString()).doesNotContain("t0ken");
  }
}
