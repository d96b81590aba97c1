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
    assertThat(SpecWriter.write(Jobs.read(Jobs.LINE))).doesNotContain("max_trials", "time_budget");
  }

  @ParameterizedTest
  @CsvSource({"90s, PT90S", "10m, PT10M", "1h30m, PT1H30M", "\"2h\", PT2H", "1H5S, PT1H5S"})
  void timesAreReadAndWritten(String written, Duration time) {
    SweepSpec spec = Jobs.read(Jobs.LINE, "time_budget=" + written, "max_trials=700");

    assertThat(spec.limits()).isEqualTo(new Limits(700, time, Limits.Stop.NEVER));
    assertThat(Jobs.read(SpecWriter.write(spec))).isEqualTo(spec);
  }

  static final List<RefusedJob> CASES =
      List.of(
          RefusedJob.top(
              "noTrials",
              "max_trials: 0",
              "j:4:13: max_trials: expected a whole number >= 1 and <= 9223372036854775807, got"
                  + " \"0\""),
          RefusedJob.top(
              "numbersAreSeconds",
              "time_budget: 600",
              "j:4:14: time_budget: expected a time, got \"600\"; write 600s"),
          RefusedJob.top(
              "wordsAreNoTime",
              "time_budget: 10 min",
              "j:4:14: time_budget: expected a time, got \"10 min\". Write hours, minutes and"
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
