package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.spec.MetricSpec.Over;
import dev.linesweep.spec.MetricSpec.Select;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code metric.over} and {@code select}, and what is said where they do not fit. */
class SelectionTest {
  private static final String SEEDS = "{values: [1, 2, 3, 4, 5]}";

  private static String job(String metric, String select, String more, String seed) {
    return "name: n\ndata: {line: {}}\nmetric: %s\nselect: %s\n%sparameters: {optimizer: sgd, epochs: 5, seed: %s}\n"
        .formatted(metric, select, more, seed);
  }

  @Test
  void theMeanOverSeedsRanksAndTheBestWinsUnlessTheJobSaysOtherwise() {
    MetricSpec usual = Jobs.read(Jobs.LINE).metric();
    assertThat(usual.over()).isEqualTo(Over.MEAN);
    assertThat(usual.select()).isEqualTo(Select.BEST);
    MetricSpec other = Jobs.read(job("{name: train_r2, over: worst}", "best", "", SEEDS)).metric();
    assertThat(other.over()).isEqualTo(Over.WORST);
    assertThat(other.goal()).isEqualTo(MetricSpec.Goal.MAXIMIZE);
    assertThat(Jobs.read(job("{over: mean}", "one_standard_error", "", SEEDS)).metric().select())
        .isEqualTo(Select.ONE_STANDARD_ERROR);
  }

  @Test
  void aWrittenJobHasBoth() {
    SweepSpec spec = Jobs.read(job("{goal: minimize}", "one_standard_error", "", SEEDS));
    assertThat(SpecWriter.write(spec))
        .contains("metric: {name: test_loss, goal: minimize, over: mean}\n")
        .contains("select: one_standard_error\n");
    assertThat(Jobs.read(SpecWriter.write(spec))).isEqualTo(spec);
    assertThat(SpecWriter.write(Jobs.read(Jobs.LINE)))
        .contains("metric: {name: test_loss, goal: minimize}\n")
        .doesNotContain("select");
  }

  @ParameterizedTest
  @CsvSource({
    "over, average, mean",
    "over, max, worst",
    "over, min, worst",
    "over, Mean, mean",
    "over, best, mean",
    "over, avg, mean",
    "over, wurst, worst",
    "select, 1se, one_standard_error",
    "select, lambda.1se, one_standard_error",
    "select, oneSE, one_standard_error",
    "select, lambda_min, best",
    "select, one_standard_eror, one_standard_error",
    "select, one_se, one_standard_error"
  })
  void otherWordsAreAnsweredWithTheNearestOne(String key, String word, String accepted) {
    boolean over = key.equals("over");
    String written = job("{over: " + (over ? word : "mean") + "}", over ? "best" : word, "", SEEDS);
    assertThatThrownBy(() -> Jobs.read(written))
        .isInstanceOf(JobException.class)
        .hasMessageContaining(over ? ":3:16: metric.over: " : ":4:9: select: ")
        .satisfies(
            e -> {
              String message = String.valueOf(e.getMessage());
              String words = message.substring(message.indexOf(", got "));
              assertThat(words).contains(accepted);
            });
    String answered = over ? "over: " : "select: ";
    Jobs.read(written.replace(answered + word, answered + accepted));
  }

  @Test
  void aStandardErrorNeedsRepeatsWhichTheRefusalGives() {
    String alone = job("{goal: minimize}", "one_standard_error", "", "42");
    assertThatThrownBy(() -> Jobs.read(alone))
        .hasMessage(
            Jobs.URI
                + ":4:9: select: one_standard_error needs several repeats of a setting, but there"
                + " is only one; write seed: {values: [1, 2, 3, 4, 5]} under parameters, or split:"
                + " {folds: 5}, or select: best");
    Jobs.read(alone.replace("seed: 42", "seed: {values: [1, 2, 3, 4, 5]}"));
    Jobs.read(alone.replace("select: one_standard_error", "select: best"));
    Jobs.read(alone.replace("metric: {goal: minimize}", "split: {folds: 5}"));
  }

  @Test
  void seedsThatDrawNothingAreNoRepeats() {
    String zeros =
        job("{goal: minimize}", "one_standard_error", "training: {init: zeros}\n", SEEDS);
    assertThatThrownBy(() -> Jobs.read(zeros))
        .hasMessage(
            Jobs.URI
                + ":4:9: select: one_standard_error needs several repeats of a setting, but with"
                + " this training.init all seeds give the same training; write split: {folds: 5},"
                + " or select: best");
    Jobs.read(zeros.replace("select: one_standard_error", "select: best"));
    Jobs.read(zeros.replace("metric: {goal: minimize}", "split: {folds: 5}"));
  }

  @Test
  void aStandardErrorIsThatOfAMean() {
    String median = job("{over: median}", "one_standard_error", "", SEEDS);
    assertThatThrownBy(() -> Jobs.read(median))
        .hasMessage(
            Jobs.URI
                + ":4:9: select: one_standard_error compares means, but metric.over is median;"
                + " write over: mean, or select: best");
    Jobs.read(median.replace("over: median", "over: mean"));
    Jobs.read(median.replace("select: one_standard_error", "select: best"));
  }
}
