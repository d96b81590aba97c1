package dev.linesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.report.SeedEvidence.Winner;
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
  void aWinnerThatExplainsNothingAndTrainsFarFromTheClosedFormIsLikelyLuckWithItsCause() {
    Verdict verdict =
        verdict(new Outcomes().train(6.1, 1).test(1.2, 2.94).r2(-0.136).feature("year", 1950, 30));
    assertThat(verdict.tone()).isEqualTo(Tone.DOUBTFUL);
    assertThat(verdict.text())
        .startsWith("Better than least absolute deviations by 59.2 %: ")
        .contains("But that is likely luck: its mae on the training rows, 6.1, is 6.1 times")
        .contains("its r2 on the test rows is -0.136, no better than predicting their mean")
        .contains(
            "features are not standardized, and the values of year are typically as large as"
                + " 1950.");
  }

  @Test
  void aWinnerOfOneEpochWhoseSettingIsInTheMiddleIsLikelyLuck() {
    Verdict verdict =
        verdict(new Outcomes().train(1.5, 1).test(0.25, 1).epochs(1).seeds(108, 46, 3));
    assertThat(verdict.tone()).isEqualTo(Tone.DOUBTFUL);
    assertThat(verdict.text())
        .contains("by 75.0 %", "over 3 seeds its setting is number 46 of 108 by its mean")
        .endsWith("It was trained for only 1 epoch. Least squares have mae 1.05.");
  }

  @Test
  void aSettingFarDownByItsMeanIsLuckHoweverNearItsTrainingError() {
    SweepReport report = new Outcomes().test(0.5, 1).seeds(1328, 1226, 3).report();
    Judgment judgment = Judgment.on(report);
    assertThat(judgment.seeds().winner()).isEqualTo(Winner.LUCKY);
    assertThat(judgment.verdict().tone()).isEqualTo(Tone.DOUBTFUL);
    assertThat(judgment.verdict().text()).contains("number 1,226 of 1,328 by its mean");
    assertThat(judgment.seedWords(report).onWinner().orElse(""))
        .startsWith("Its seed helped: over 3 seeds")
        .contains("number 1,226 of 1,328 settings");
    assertThat(judgment.seedWords(report).others())
        .isEqualTo(" Of the 19 settings that follow it 19 are as good within 5 %.");
  }

  @Test
  void aSettingThatIsFirstOrAsGoodOverItsSeedsIsNotDoubted() {
    assertThat(verdict(new Outcomes().test(0.5, 1).seeds(100, 1, 1)).tone()).isEqualTo(Tone.GOOD);
    assertThat(verdict(new Outcomes().test(0.5, 1).seeds(100, 7, 1)).tone()).isEqualTo(Tone.GOOD);
  }

  @Test
  void aLeadThatChanceExplainsOnFewTestRowsMayBeLuck() {
    Verdict few = verdict(new Outcomes().test(0.7, 1).testRows(9));
    assertThat(few.tone()).isEqualTo(Tone.EVEN);
    assertThat(few.text())
        .contains("But that may be luck: on 9 test rows a difference of up to about 50 %");
    assertThat(verdict(new Outcomes().test(0.7, 1).testRows(900)).tone()).isEqualTo(Tone.GOOD);
  }

  @Test
  void aWinnerThatLosesHasTheReasonThatItsTrainingErrorShows() {
    Verdict verdict =
        verdict(new Outcomes().train(4, 1).test(4, 1).feature("lot size", 9000, 12_000));
    assertThat(verdict.tone()).isEqualTo(Tone.BAD);
    assertThat(verdict.text())
        .contains("Not as good as least absolute deviations, the closed form")
        .contains(
            "Its mae on the training rows, 4, is 4.0 times that of least absolute deviations.")
        .contains("the values of lot size are typically as large as 15,000");
  }

  @Test
  void withoutAClosedFormOnlyAnR2OfNothingIsJudged() {
    assertThat(verdict(new Outcomes().withoutClosedForm()).tone()).isEqualTo(Tone.NONE);
    Verdict nothing = verdict(new Outcomes().withoutClosedForm().r2(-2));
    assertThat(nothing.tone()).isEqualTo(Tone.BAD);
    assertThat(nothing.text()).startsWith("Nothing was learned: its r2 on the test rows is -2");
  }

  @Test
  void aWinnerThatAColumnOfTheDataBeatsIsNotGood() {
    Verdict verdict = verdict(new Outcomes().test(0.8, 1).column("same as temp_max", 0.5));
    assertThat(verdict.tone()).isEqualTo(Tone.BAD);
    assertThat(verdict.text())
        .startsWith(
            "Not as good as a column of the data: same as temp_max has the smaller mae, 0.5.");
    assertThat(verdict(new Outcomes().test(0.8, 1).column("same", 0.9)).tone())
        .isEqualTo(Tone.GOOD);
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
