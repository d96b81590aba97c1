package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.spec.EarlyTerminate.Type;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The key that stops trainings along the epochs. */
class EarlyTerminateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | HALVING | 3 | 10",
        "{type: halving} | HALVING | 3 | 10",
        "{type: hyperband, eta: 4} | HYPERBAND | 4 | 10",
        "{min_epochs: 99, eta: 2} | HALVING | 2 | 99"
      })
  void itIsReadAndWritten(String written, Type type, int eta, int minEpochs) {
    SweepSpec spec = Jobs.read(Jobs.LINE, "early_terminate=" + written, "time_budget=90s");

    assertThat(spec.limits().earlyTerminate()).isEqualTo(new EarlyTerminate(type, eta, minEpochs));
    assertThat(Jobs.read(SpecWriter.write(spec))).isEqualTo(spec);
  }

  @Test
  void aJobWithoutItStopsNothing() {
    SweepSpec spec = Jobs.read(Jobs.LINE);

    assertThat(spec.limits().earlyTerminate().isNever()).isTrue();
    assertThat(SpecWriter.write(spec)).doesNotContain("early_terminate");
  }

  static final List<RefusedJob> CASES =
      List.of(
          RefusedJob.top(
              "onlyATypeOfEarlyTermination",
              "early_terminate: hyperband",
              "j:4:18: early_terminate: expected a mapping, got \"hyperband\"; write {type:"
                  + " hyperband}"),
          RefusedJob.top(
              "noEarlyTermination",
              "early_terminate: none",
              "j:4:18: early_terminate: expected a mapping, got \"none\"; to stop nothing, leave it"
                  + " out"),
          RefusedJob.top(
              "asynchronousHalving",
              "early_terminate: {type: asha}",
              "j:4:25: early_terminate.type: expected halving or hyperband, got \"asha\"; write"
                  + " halving"),
          RefusedJob.top(
              "aMisspelledType",
              "early_terminate: {type: hyperbnd}",
              "j:4:25: early_terminate.type: expected halving or hyperband, got \"hyperbnd\" (did"
                  + " you mean \"hyperband\"?)"),
          RefusedJob.top(
              "etaOfOne",
              "early_terminate: {eta: 1}",
              "j:4:24: early_terminate.eta: expected a whole number >= 2 and <= 2147483647, got"
                  + " \"1\""),
          RefusedJob.top(
              "noEpochs",
              "early_terminate: {min_epochs: 0}",
              "j:4:31: early_terminate.min_epochs: expected a whole number >= 1 and <= 2147483647,"
                  + " got \"0\""),
          RefusedJob.top(
              "fewerEpochsThanTwoRungsNeed",
              "early_terminate: {min_epochs: 100}",
              "j:4:31: early_terminate.min_epochs: must be less than the largest of"
                  + " parameters.epochs, 100, but is 100; write min_epochs: 11"),
          RefusedJob.change(
              "fewerEpochsThanTheUsualRung",
              "epochs: 100}",
              "epochs: 7}\nearly_terminate: {type: hyperband}",
              "j:4:18: early_terminate.min_epochs: must be less than the largest of"
                  + " parameters.epochs, 7, but is 10; write min_epochs: 1"),
          RefusedJob.top(
              "otherRulesThatStop",
              "early_terminate: {type: halving}\nstop: {patience: 3}",
              "j:5:7: stop: cannot be used with early_terminate, which compares all trainings;"
                  + " leave it out (time_budget bounds a run, and count with method: sobol the"
                  + " search)"),
          RefusedJob.top(
              "aBudgetOfTrials",
              "early_terminate: {type: halving}\nmax_trials: 300",
              "j:5:13: max_trials: cannot be used with early_terminate, which compares all"
                  + " trainings; leave it out (time_budget bounds a run, and count with method:"
                  + " sobol the search)"),
          RefusedJob.top(
              "theLastEpochOfWandb",
              "early_terminate: {type: hyperband, max_iter: 27}",
              "j:4:36: early_terminate.max_iter: unknown key \"max_iter\": survivors train to the"
                  + " largest of parameters.epochs; leave it out"),
          RefusedJob.top(
              "theFactorOfOptuna",
              "early_terminate: {reduction_factor: 4}",
              "j:4:19: early_terminate.reduction_factor: unknown key \"reduction_factor\": write"
                  + " eta"));

  @ParameterizedTest
  @FieldSource("CASES")
  void otherValuesAreRefused(RefusedJob refused) {
    refused.isRefused();
  }

  @Test
  void oneEpochCannotBeStopped() {
    assertThat(Jobs.problems(Jobs.LINE, "epochs=1", "early_terminate={min_epochs: 1}"))
        .singleElement()
        .asString()
        .endsWith("leave early_terminate out, or write more epochs");
  }

  @Test
  void rulesInMemoryObeyTheSame() {
    assertThatThrownBy(() -> new EarlyTerminate(Type.HALVING, 1, 10))
        .hasMessage("early_terminate.eta: must be >= 2 but was 1");
    assertThatThrownBy(() -> new EarlyTerminate(Type.HALVING, 3, -1))
        .hasMessage("early_terminate.min_epochs: must be >= 1 but was -1");
  }
}
