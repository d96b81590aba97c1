package dev.linesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Outcomes;
import dev.linesweep.report.Verdict.Tone;
import dev.linesweep.spec.Loss;
import org.junit.jupiter.api.Test;

class JudgmentTest {

  @Test
  void aWinnerNearTheClosedFormOnBothPartsIsGood() {
    Verdict verdict = verdict(new Outcomes().train(1.02, 1).test(0.8, 1));
    assertThat(verdict.tone()).isEqualTo(Tone.GOOD);
    assertThat(verdict.text())
        .startsWith("Better than least absolute deviations by 20.0 %")
        .doesNotContain("luck");
    assertThat(verdict(new Outcomes().train(1, 1).test(1.004, 1)).tone()).isEqualTo(Tone.GOOD);
  }

  @Test
  void aWinnerThatExplainsNothingIsNotPraisedForBeatingAClosedFormThatDoesNotEither() {
    Verdict verdict =
        verdict(new Outcomes().train(6.1, 1).test(1.2, 2.94).r2(-0.136).feature("year", 1950, 30));
    assertThat(verdict.tone()).isEqualTo(Tone.BAD);
    assertThat(verdict.text())
        .startsWith(
            "Better than predicting the mean of the training labels: mae 1.2 against 9. No model"
                + " here has an r2 above 0 (r2 compares with the mean of the test rows' own"
                + " labels): ")
        .contains("-0.136 for the best trial")
        .contains("Its training fell short: its mae on the training rows, 6.1, is 6.1 times")
        .contains(
            "features are not standardized, and the values of year are typically as large as"
                + " 1950.");
  }

  @Test
  void aWinnerWhoseSettingLostASeedIsLikelyLuck() {
    Verdict verdict =
        verdict(new Outcomes().train(1.5, 1).test(0.25, 1).epochs(1).settings(108, 1));
    assertThat(verdict.tone()).isEqualTo(Tone.DOUBTFUL);
    assertThat(verdict.text())
        .contains("by 75.0 %", "1 of the 3 seeds of its setting diverged or failed")
        .endsWith("It was trained for only 1 epoch. Least squares has mae 1.05.");
  }

  @Test
  void whatFollowsTheFirstSettingIsComparedWithIt() {
    SweepReport report = new Outcomes().test(0.5, 1).settings(100, 0).report();
    Judgment judgment = Judgment.on(report);
    assertThat(judgment.verdict().tone()).isEqualTo(Tone.GOOD);
    assertThat(judgment.repeatWords(report).onWinner())
        .hasValue("All 19 settings behind the best are as good, within 5 %.");
  }

  @Test
  void aSettingIsTheBestOfSettingsAndNotOfTrials() {
    assertThat(verdict(new Outcomes().test(0.95, 1).settings(100, 0)).text())
        .contains(
            "choosing the best of 100 settings on these rows can explain the difference by itself");
  }

  @Test
  void aLeadThatChanceExplainsOnFewTestRowsMayBeLuck() {
    Verdict few = verdict(new Outcomes().test(0.7, 1).testRows(9));
    assertThat(few.tone()).isEqualTo(Tone.EVEN);
    assertThat(few.text())
        .contains(
            "But that may be luck: on 9 test rows a difference of up to about 50 % can be chance"
                + " (an upper bound, since the errors row by row are not available).");
    assertThat(verdict(new Outcomes().test(0.7, 1).testRows(900)).tone()).isEqualTo(Tone.GOOD);
  }

  @Test
  void aLeadIsComparedRowByRow() {
    Verdict sure = verdict(new Outcomes().test(0.7, 1).testRows(9).paired(0.3, 0.1));
    assertThat(sure.tone()).isEqualTo(Tone.GOOD);
    // t(0.975, 8) = 2.306, times 0.1 / 3
    Verdict unsure = verdict(new Outcomes().test(0.95, 1).testRows(9).paired(0.05, 0.1));
    assertThat(unsure.tone()).isEqualTo(Tone.EVEN);
    assertThat(unsure.text())
        .contains("may be luck: on 9 test rows a difference of up to about 7.7 % can be chance")
        .doesNotContain("not available");
  }

  @Test
  void rowsThatCountUnequallySayLess() {
    Outcomes outcomes = new Outcomes().test(0.9, 1).testRows(60);
    assertThat(verdict(outcomes.paired(0.1, 0.2)).tone()).isEqualTo(Tone.GOOD);
    // t(0.975, 8) = 2.306, times 0.2 / 3
    assertThat(verdict(outcomes.paired(0.1, 0.2, 9)).text())
        .contains(
            "may be luck: on 60 test rows (with their row weights worth about 9 of equal weight) a"
                + " difference of up to about 15 % can be chance");
  }

  @Test
  void aLossThatChanceExplainsIsNotHeldAgainstTheWinner() {
    Verdict chance = verdict(new Outcomes().test(1.05, 1).testRows(9).paired(-0.05, 0.1));
    assertThat(chance.tone()).isEqualTo(Tone.EVEN);
    assertThat(chance.text())
        .contains("Not as good as least absolute deviations", "But on 9 test rows a difference");
    assertThat(verdict(new Outcomes().test(1.05, 1).testRows(9).paired(-0.05, 0.01)).tone())
        .isEqualTo(Tone.BAD);
  }

  @Test
  void aRankThatRoundingDecidesIsSaid() {
    Rounding little = Rounding.of(0.8002, new double[] {0.8, 0.8001, 0.81});
    Verdict verdict = verdict(new Outcomes().test(0.8, 1).rounding(little));
    assertThat(verdict.tone()).isEqualTo(Tone.GOOD);
    assertThat(verdict.text())
        .startsWith("Better than least absolute deviations by 20.0 %")
        .contains(
            "Rank 1 is decided by rounding: trained by plain DL4J, the same trial ends at 0.8002,"
                + " which would be rank 2.");
  }

  @Test
  void roundingThatMovesTheErrorItselfIsNotGood() {
    Rounding much = Rounding.of(0.9, new double[] {0.8, 0.8001, 0.81});
    Verdict verdict = verdict(new Outcomes().test(0.8, 1).rounding(much));
    assertThat(verdict.tone()).isEqualTo(Tone.EVEN);
    assertThat(verdict.text()).contains("ends at 0.9, which would be behind rank 3.");
  }

  @Test
  void trialsThatAreEqualUpToRoundingHaveNoOrder() {
    assertThat(verdict(new Outcomes().test(0.8, 1).second(0.8 + 1e-7)).text())
        .contains("The first 2 trials are equal up to rounding: their order says nothing.");
    assertThat(verdict(new Outcomes().test(0.8, 1).second(0.8 + 1e-4)).text())
        .doesNotContain("rounding");
  }

  @Test
  void modelsThatAllPredictNothingAreSaidToWithTheVisibleCause() {
    Outcomes nothing = new Outcomes().test(1.4, 1.2).r2(-1.6).mean(1.1);
    Verdict verdict = verdict(nothing.notes("the test rows are not like the training rows: …"));
    assertThat(verdict.tone()).isEqualTo(Tone.BAD);
    assertThat(verdict.text())
        .isEqualTo(
            "Worse than predicting the mean: mae 1.4 against 1.1. No model here has an r2 above 0"
                + " (r2 compares with the mean of the test rows' own labels): -1.6 for the best"
                + " trial, -1.494 for least squares, -1.262 for least"
                + " absolute deviations. The likely cause: the test rows are not like the"
                + " training rows; the notes on the data say more.");
    assertThat(verdict(nothing.notes().feature("year", 1950, 30)).text())
        .contains("the values of year are typically as large as 1950");
    assertThat(verdict(new Outcomes().test(1.4, 1.2).r2(-1.6).diverged(9)).text())
        .endsWith(
            "The likely cause: most learning rates are too large for this data; 9 of 10 trials"
                + " diverged.");
  }

  @Test
  void aVerdictOnATrialThatTheMeanBeatsBeginsWithThat() {
    Verdict verdict = verdict(new Outcomes().test(18.97, 0.5).r2(-300).mean(4.577));
    assertThat(verdict.tone()).isEqualTo(Tone.BAD);
    assertThat(verdict.text())
        .startsWith(
            "Worse than predicting the mean: mae 18.97 against 4.577. Not as good as least"
                + " absolute deviations, the exact fit:")
        .doesNotContain("o better");
  }

  @Test
  void aWinnerThatLosesHasTheReasonThatItsTrainingErrorShows() {
    Verdict verdict =
        verdict(new Outcomes().train(4, 1).test(4, 1).feature("lot size", 9000, 12_000));
    assertThat(verdict.tone()).isEqualTo(Tone.BAD);
    assertThat(verdict.text())
        .contains("Not as good as least absolute deviations, the exact fit")
        .contains(
            "Its mae on the training rows, 4, is 4.0 times that of least absolute deviations.")
        .contains("the values of lot size are typically as large as 15,000");
  }

  @Test
  void withoutAClosedFormOnlyAnR2OfNothingIsJudged() {
    assertThat(verdict(new Outcomes().withoutClosedForm()).tone()).isEqualTo(Tone.NONE);
    Verdict nothing = verdict(new Outcomes().withoutClosedForm().r2(-2).mean(1.005));
    assertThat(nothing.tone()).isEqualTo(Tone.BAD);
    assertThat(nothing.text())
        .isEqualTo(
            "No better than predicting the mean of the training labels, within 1 %: mae 1 against"
                + " 1.005. No model here has an r2 above 0 (r2 compares with the mean of the test"
                + " rows' own labels): -2 for the best trial.");
  }

  @Test
  void aWinnerThatAColumnOfTheDataBeatsIsNotGood() {
    Verdict verdict = verdict(new Outcomes().test(0.8, 1).column("same as temp_max", 0.5));
    assertThat(verdict.tone()).isEqualTo(Tone.BAD);
    assertThat(verdict.text())
        .startsWith(
            "Not as good as a column of the data: same as temp_max has mae 0.5. Compared with least"
                + " absolute deviations: mae on the test rows 0.8 against 1.");
    Verdict even = verdict(new Outcomes().test(0.8, 1).column("same as today", 0.805));
    assertThat(even.tone()).isEqualTo(Tone.EVEN);
    assertThat(even.text())
        .startsWith(
            "No better than a column of the data, within 1 %: same as today has mae 0.805.");
    assertThat(verdict(new Outcomes().test(0.8, 1).column("same", 0.9)).tone())
        .isEqualTo(Tone.GOOD);
  }

  @Test
  void aSemicolonInANameDoesNotQualifyAVerdict() {
    Verdict clear = verdict(new Outcomes().test(0.8, 1).column("today; same", 0.5));
    assertThat(clear.isQualified()).isFalse();
    assertThat(clear.brief()).isEqualTo("Not as good as a column of the data, today; same");
    Verdict even = verdict(new Outcomes().test(0.8, 1).train(2, 1));
    assertThat(even.isQualified()).isTrue();
    assertThat(even.brief()).contains("; it ");
  }

  @Test
  void ofALossWithoutAClosedFormTheTrainingErrorIsNotCompared() {
    assertThat(verdict(new Outcomes().loss(Loss.MAPE).train(9, 1).test(0.5, 1)).tone())
        .isEqualTo(Tone.GOOD);
  }

  private static Verdict verdict(Outcomes outcomes) {
    return Judgment.on(outcomes.report()).verdict();
  }
}
