package dev.linesweep.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.plan.OptimizerSettings;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.SeedSpread.Standing;
import dev.linesweep.spec.Optimizer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeedSpreadTest {
  private static final Trial TRIAL =
      new Trial(
          new Trajectory(
              new OptimizerSettings(Optimizer.ADADELTA, List.of(0.95, 1e-6)), 1, 0, 0, 0, 1),
          10);

  @Test
  void meanAndDeviationAreThoseOfTheSample() {
    SeedSpread spread = spread(2, 4, 4, 4, 5, 5, 7, 9);
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
    SeedSpread first = spread(1, 1, 1);
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
    SeedSpread first = spread(0.999, 0.998);
    assertThat(spread(-0.6, -1.8).standingBeside(first, r2 -> 1 - r2)).isEqualTo(Standing.WORSE);
    assertThat(spread(0.999, 0.998).standingBeside(first, r2 -> 1 - r2)).isEqualTo(Standing.ALIKE);
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
    assertThat(
            standing(
                new SeedSpread(1, TRIAL, Map.of(1L, 1.0, 2L, 1.0)),
                new SeedSpread(1, TRIAL, Map.of(3L, 9.0, 4L, 9.0))))
        .isEqualTo(Standing.UNCLEAR);
  }

  private static Standing standing(SeedSpread better, SeedSpread worse) {
    return worse.standingBeside(better, value -> value);
  }

  private static SeedSpread spread(double... values) {
    Map<Long, Double> bySeed = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      bySeed.put((long) i, values[i]);
    }
    return new SeedSpread(1, TRIAL, bySeed);
  }
}
