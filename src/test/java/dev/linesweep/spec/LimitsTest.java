package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The keys that end a sweep, or a run of it. */
class LimitsTest {
  @Test
  void aJobWithoutThemHasNoLimits() {
    assertThat(Jobs.read(Jobs.LINE).limits()).isEqualTo(Limits.NONE);
    assertThat(SpecWriter.write(Jobs.read(Jobs.LINE)))
        .doesNotContain("max_trials", "time_budget", "stop");
  }

  @ParameterizedTest
  @CsvSource({"90s, PT90S", "10m, PT10M", "1h30m, PT1H30M", "\"2h\", PT2H", "1H5S, PT1H5S"})
  void timesAreReadAndWritten(String written, Duration time) {
    SweepSpec spec = Jobs.read(Jobs.LINE, "time_budget=" + written, "max_trials=700");

    assertThat(spec.limits())
        .isEqualTo(new Limits(700, time, Limits.Stop.NEVER, EarlyTerminate.NEVER));
    assertThat(Jobs.read(SpecWriter.write(spec))).isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{target: 0.1} | 0.1 | 0",
        "{patience: 4} | NaN | 4",
        "{target: -1e-3, patience: 1} | -0.001 | 1"
      })
  void stopIsReadAndWritten(String written, double target, int patience) {
    SweepSpec spec = Jobs.read(Jobs.LINE, "stop=" + written);

    assertThat(spec.limits().stop()).isEqualTo(new Limits.Stop(target, patience));
    assertThat(Jobs.read(SpecWriter.write(spec))).isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource({
    // target and patience now, then those of the folder
    "0.1, 0, NaN, 0, true",
    "0.1, 0, 0.1, 0, false",
    "0.1, 0, 0.2, 0, false",
    "0.2, 0, 0.1, 0, true",
    "NaN, 3, NaN, 3, false",
    "NaN, 4, NaN, 3, false",
    "NaN, 2, NaN, 3, true",
    "0.1, 0, 0.1, 3, false",
    "0.1, 3, 0.1, 0, true",
    "0.1, 3, 0.2, 2, false",
    "NaN, 3, 0.2, 0, true",
    "NaN, 0, 0.2, 3, false",
  })
  void aRuleMayHoldBeforeAnother(
      double target, int patience, double otherTarget, int otherPatience, boolean may) {
    Limits.Stop now = new Limits.Stop(target, patience);
    Limits.Stop other = new Limits.Stop(otherTarget, otherPatience);

    assertThat(now.mayHoldBefore(other, MetricSpec.Goal.MINIMIZE)).isEqualTo(may);
    assertThat(
            new Limits.Stop(-target, patience)
                .mayHoldBefore(
                    new Limits.Stop(-otherTarget, otherPatience), MetricSpec.Goal.MAXIMIZE))
        .isEqualTo(may);
  }

  static final List<RefusedJob> CASES =
      List.of(
          RefusedJob.top(
              "noPatience",
              "stop: {patience: 0}",
              "j:4:18: stop.patience: expected a whole number >= 1 and <= 2147483647, got \"0\""),
          RefusedJob.top(
              "anUnknownRule",
              "stop: {targt: 0.1}",
              "j:4:8: stop.targt: unknown key \"targt\" (did you mean \"target\"?)"),
          RefusedJob.top(
              "noRule", "stop: {}", "j:4:7: stop: must not be empty; write {target: 0.1}"),
          RefusedJob.top(
              "aTargetAlone",
              "stop: 0.1",
              "j:4:7: stop: expected a mapping, got \"0.1\"; write {target: 0.1}"),
          RefusedJob.top(
              "noTrials",
              "max_trials: 0",
              "j:4:13: max_trials: expected a whole number >= 1 and <= 9223372036854775807, got"
                  + " \"0\""),
          RefusedJob.top(
              "numbersAreSeconds",
              "time_budget: 600",
              "j:4:14: time_budget: expected a duration, got \"600\"; write 600s"),
          RefusedJob.top(
              "wordsAreNoTime",
              "time_budget: 10 min",
              "j:4:14: time_budget: expected a duration, got \"10 min\". Write hours, minutes and"
                  + " seconds as in 90s, 10m or 1h30m."));

  @ParameterizedTest
  @FieldSource("CASES")
  void otherValuesAreRefused(RefusedJob refused) {
    refused.isRefused();
  }

  @Test
  void limitsInMemoryObeyTheSameRules() {
    assertThatThrownBy(() -> Limits.NONE.withMaxTrials(-1))
        .hasMessage("max_trials: must be >= 1 but was -1");
    assertThatThrownBy(() -> Limits.NONE.withTimeBudget(Duration.ofMillis(1500)))
        .hasMessage("time_budget: must be whole seconds but was PT1.5S");
  }
}
