package dev.linesweep.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.model.PartErrors;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.OptimizerParameters;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.SettingSpread.Standing;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.MetricSpec.Over;
import dev.linesweep.spec.Optimizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingSpreadTest {
  private static final Trial TRIAL =
      new Trial(
          new Trajectory(
              new OptimizerParameters(Optimizer.ADADELTA, List.of(0.95, 1e-6)), 1, 0, 0, 0, 1),
          10);

  @Test
  void meanAndDeviationAreThoseOfTheSample() {
    SettingSpread spread = spread(2, 4, 4, 4, 5, 5, 7, 9);
    assertThat(spread.mean()).isCloseTo(5, within(1e-12));
    assertThat(spread.deviation()).isCloseTo(Math.sqrt(32.0 / 7), within(1e-12));
  }

  @Test
  void aSettingThatIsWorseByTheSameShareOnEverySeedIsWorseHoweverMuchTheSeedsVary() {
    assertThat(standing(spread(1, 10, 100, 1000), spread(1.2, 12.1, 119, 1210)))
        .isEqualTo(Standing.WORSE);
  }

  /** Student's t with 2 degrees of freedom: 4.3027 × 0.1 / √3 = 0.248. */
  @Test
  void aDifferenceInsideItsConfidenceIntervalIsUnclear() {
    SettingSpread first = spread(1, 1, 1);
    assertThat(standing(first, spread(Math.exp(0.14), Math.exp(0.24), Math.exp(0.34))))
        .isEqualTo(Standing.UNCLEAR);
    assertThat(standing(first, spread(Math.exp(0.16), Math.exp(0.26), Math.exp(0.36))))
        .isEqualTo(Standing.WORSE);
  }

  @Test
  void aNoisySettingIsUnclearAndNotAlike() {
    assertThat(standing(spread(1, 1.01, 0.99, 1), spread(0.9, 30, 0.8, 20)))
        .isEqualTo(Standing.UNCLEAR);
  }

  @Test
  void aDifferenceOfAFewPercentIsAlikeHoweverCertain() {
    assertThat(standing(spread(1, 1, 1), spread(1.03, 1.03, 1.03))).isEqualTo(Standing.ALIKE);
    assertThat(standing(spread(1, 2, 3), spread(1, 2, 3))).isEqualTo(Standing.ALIKE);
  }

  @Test
  void ofR2TheShareThatIsNotExplainedIsCompared() {
    SettingSpread first = spread(0.999, 0.998);
    assertThat(spread(-0.6, -1.8).standingNextTo(first, r2 -> 1 - r2)).isEqualTo(Standing.WORSE);
    assertThat(spread(0.999, 0.998).standingNextTo(first, r2 -> 1 - r2)).isEqualTo(Standing.ALIKE);
  }

  @Test
  void anErrorOfNothingIsAlikeOnlyToItself() {
    assertThat(standing(spread(0, 0), spread(0, 0))).isEqualTo(Standing.ALIKE);
    assertThat(standing(spread(0, 0), spread(1, 2))).isEqualTo(Standing.UNCLEAR);
  }

  @Test
  void aSettingOfAWorseMeanThatIsBetterOnMostSeedsIsNotWorse() {
    assertThat(standing(spread(1, 1, 1, 1, 100), spread(0.5, 0.5, 0.5, 0.5, 103)))
        .isEqualTo(Standing.UNCLEAR);
  }

  @Test
  void settingsThatShareNoSeedCannotBeToldApart() {
    assertThat(standing(spreadFrom(1, 1, 1), spreadFrom(3, 9, 9))).isEqualTo(Standing.UNCLEAR);
  }

  @Test
  void aLostRepeatLeavesNoMeanAndMayLeaveAMedian() {
    SettingSpread spread =
        new SettingSpread(1, TRIAL, spread(1, 2, 9).values(), 1, PartErrors.NONE);
    assertThat(spread.value(metric(Over.MEAN))).isNaN();
    assertThat(spread.value(metric(Over.WORST))).isNaN();
    assertThat(spread.value(metric(Over.MEDIAN))).isEqualTo(5.5);
    assertThat(spread(1, 2, 9).value(metric(Over.MEAN))).isEqualTo(4);
    assertThat(spread(1, 2, 9).value(metric(Over.WORST))).isEqualTo(9);
    assertThat(spread(1, 2, 9).inWords(metric(Over.MEDIAN))).isEqualTo("2 ± 4.4");
  }

  private static RankingMetric metric(Over over) {
    return new RankingMetric(
        new MetricSpec(MetricSpec.Part.TEST, MetricSpec.Measure.MAE, MetricSpec.Goal.MINIMIZE)
            .withOver(over),
        1);
  }

  private static Standing standing(SettingSpread better, SettingSpread worse) {
    return worse.standingNextTo(better, value -> value);
  }

  private static SettingSpread spread(double... values) {
    return spreadFrom(0, values);
  }

  private static SettingSpread spreadFrom(long seed, double... values) {
    List<SettingSpread.Value> bySeed = new ArrayList<>();
    for (double value : values) {
      bySeed.add(new SettingSpread.Value(seed + bySeed.size(), Trajectory.NO_FOLD, value));
    }
    return new SettingSpread(1, TRIAL, bySeed, 0, PartErrors.NONE);
  }
}
