package dev.linesweep.spec;

import static dev.linesweep.spec.RefusedJob.top;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.spec.condition.Condition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The key {@code exclude}. */
class ExclusionTest {
  private static final String BOTH =
      Jobs.LINE
          + """
          exclude:
            - optimizer = 'sgd' and learning_rate > 0.3
            - "momentum in (0.5, 0.9) or batch_size = 'full'"
          """;

  @Test
  void conditionsAreReadAndWritten() {
    SweepSpec spec = Jobs.read(BOTH);

    assertThat(spec.search().exclude())
        .extracting(Condition::text)
        .containsExactly(
            "optimizer = 'sgd' and learning_rate > 0.3",
            "momentum in (0.5, 0.9) or batch_size = 'full'");
    assertThat(Jobs.read(SpecWriter.write(spec))).isEqualTo(spec);
    assertThat(Jobs.read(Jobs.LINE, "exclude=l1 > 0.5").search().exclude()).hasSize(1);
    assertThat(SpecWriter.write(Jobs.read(Jobs.LINE))).doesNotContain("exclude");
  }

  static final List<RefusedJob> CASES =
      List.of(
          top(
              "aMisspelledName",
              "exclude: [\"optimizer = 'sgd' and learning_rat > 0.3\"]",
              "j:4:11: exclude[0]: \"optimizer = 'sgd' and learning_rat > 0.3\" at character 23:"
                  + " unknown name \"learning_rat\" (did you mean \"learning_rate\"?)"),
          top(
              "anOpenQuote",
              "exclude: [\"optimizer = 'sgd\"]",
              "j:4:11: exclude[0]: \"optimizer = 'sgd\" at character 13: this quote is not closed;"
                  + " write another '"),
          top(
              "aListCutAtItsCommas",
              "exclude: [l1 in (0.1, 0.2)]",
              "j:4:11: exclude[0]: \"l1 in (0.1\" at character 11: expected , or ) for the ( at"
                  + " character 7, got the end. In a list in brackets, put each condition in double"
                  + " quotes"),
          top(
              "epochs",
              "exclude:\n  - epochs > 100",
              "j:5:5: exclude[0]: epochs cannot be excluded, since one training passes through all"
                  + " of them; list the ones that you want in parameters.epochs, or select trials"
                  + " with show --where"),
          top(
              "anUnknownOptimizer",
              "exclude: optimizer = 'SDG'",
              "j:4:10: exclude: optimizer is never \"SDG\" (did you mean \"sgd\"?)"),
          top(
              "anUnknownBatchSize",
              "exclude: batch_size = 'ful'",
              "j:4:10: exclude: batch_size is never \"ful\" (did you mean \"full\"?)"),
          top(
              "aResult",
              "exclude: l1 > 0 and l2 < '1'",
              "j:4:10: exclude: \"l1 > 0 and l2 < '1'\" at character 17: l2 is a number and cannot"
                  + " be compared with text; write 1 without quotes"),
          top(
              "nothing",
              "exclude: []",
              "j:4:10: exclude: must not be empty; write for example [\"optimizer = 'sgd' and l1 >"
                  + " 0\"]"));

  @ParameterizedTest
  @FieldSource("CASES")
  void otherConditionsAreRefused(RefusedJob job) {
    assertThat(Jobs.problems(job.job()).get(0)).isEqualTo(job.problem());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "learning_rat > 1 | did you mean \"learning_rate\"? | learning_rat | learning_rate",
        "optimizer = sgd | write 'sgd' | sgd | 'sgd'",
        "optimizer = 'SDG' | did you mean \"sgd\"? | SDG | sgd",
        "l2 < '1' | write 1 without quotes | '1' | 1",
        "l2 = 1 && l1 = 1 | write and | && | and",
        "optimizer = 'sgd | write another ' | 'sgd | 'sgd'",
      })
  void whatAMessageTellsToWriteIsAccepted(String condition, String told, String from, String to) {
    assertThatThrownBy(() -> Exclusion.of(condition)).hasMessageContaining(told);
    assertThat(Exclusion.of(condition.replace(from, to)).names()).isNotEmpty();
  }

  @Test
  void conditionsInMemoryObeyTheSameRules() {
    assertThatThrownBy(() -> Exclusion.of("epochs = 3")).isInstanceOf(JobException.class);
    assertThatThrownBy(() -> Exclusion.of("test_loss > 3"))
        .hasMessageStartingWith(
            "exclude: \"test_loss > 3\" at character 1: unknown name \"test_loss\"");
  }
}
