package dev.linesweep.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Outcomes;
import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.TypicalJobs;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestRowsAdviceTest {
  @Test
  void aWinnerOfTheTestRowsAsksForAValidationPart() {
    assertThat(TestRowsAdvice.on(new ReportFacts(PlainSweeps.report(TypicalJobs.found(), 5))))
        .hasValueSatisfying(
            advice ->
                assertThat(advice.change())
                    .isEqualTo(
                        """
                        split: {test: 0.2, validation: 0.1, by: order, seed: 13}
                        metric: {name: validation_loss, goal: minimize}\
                        """));
  }

  @Test
  void partsThatAreNotAlikeAreSplitAtRandomAsTheNoteOnThemSays() {
    String note = "the test rows are not like the training rows: price has mean 9 (8 to 10) there";
    assertThat(
            TestRowsAdvice.on(
                new ReportFacts(
                    PlainSweeps.withNotes(
                        PlainSweeps.report(TypicalJobs.found(), 5), List.of(note)))))
        .hasValueSatisfying(
            advice -> {
              assertThat(advice.note()).endsWith("the test rows are then others.");
              assertThat(advice.change())
                  .startsWith("split: {test: 0.2, validation: 0.1, by: random, seed: 13}");
            });
  }

  @Test
  void anOrderThatTheJobAsksForIsKept() {
    Outcomes outcomes = new Outcomes().settings(2, 0).shifted("date");
    assertThat(TestRowsAdvice.on(new ReportFacts(outcomes.report())))
        .hasValueSatisfying(
            advice -> {
              assertThat(advice.note()).endsWith("Choose on a validation part instead.");
              assertThat(advice.change()).contains("by: order");
            });
  }

  @Test
  void aWinnerOfTheValidationRowsIsChosenWell() {
    assertThat(TestRowsAdvice.on(new ReportFacts(PlainSweeps.report(TypicalJobs.noisy(), 5))))
        .isEmpty();
  }
}
