package dev.linesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Outcomes;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatWordsTest {
  private static String words(Outcomes outcomes) {
    SweepReport report = outcomes.report();
    return Judgment.on(report).repeatWords(report).onWinner().orElse("");
  }

  @Test
  void aSimplerSettingThanTheBestIsExplained() {
    assertThat(words(new Outcomes().settings(9, 0).simplest(2, 0.0123)))
        .startsWith(
            "2 settings have a better mean, within one standard error, 0.012; this is the simplest"
                + " of them. All 8 settings behind the best are as good");
    assertThat(words(new Outcomes().settings(9, 0).simplest(1, 0.0123)))
        .startsWith("1 setting has a better mean, within");
    assertThat(words(new Outcomes().settings(9, 0).simplest(0, 0.0123)))
        .startsWith("It has the best mean, and no setting within one standard error, 0.012, is");
  }

  @Test
  void theBriefFormCountsThoseAsGoodWithThoseThatAreNotDistinguishable() {
    assertThat(brief(new Outcomes().settings(9, 0)))
        .isEqualTo("all of the next 8 settings are as good as the best, within 5 %");
    assertThat(brief(new Outcomes().settings(2, 0)))
        .isEqualTo("the next setting is as good as the best, within 5 %");
    assertThat(brief(new Outcomes())).isEmpty();
  }

  private static String brief(Outcomes outcomes) {
    SweepReport report = outcomes.report();
    return Judgment.on(report).repeatWords(report).brief().orElse("");
  }

  @Test
  void aLostSeedIsSaid() {
    assertThat(words(new Outcomes().settings(1, 1)))
        .isEqualTo("1 of its 3 seeds diverged or failed.");
  }

  @Test
  void ofOneSeedNothingIsKnown() {
    assertThat(words(new Outcomes()))
        .isEqualTo("Only seed 1 was tried, so the spread over seeds is unknown.");
  }

  @ParameterizedTest
  @CsvSource({
    "'', '{values: [1, 2, 3]}', xavier, seed, 3 seeds, 3",
    "'folds: 5, ', 7, xavier, fold, 5 folds, 5",
    "'folds: 5, ', '{values: [1, 2, 3]}', xavier, repeat, 5 folds × 3 seeds, 15",
    "'folds: 5, ', '{values: [1, 2, 3]}', zeros, fold, 5 folds, 5"
  })
  void repeatsAreCalledByWhatTheyDifferIn(
      String folds, String seeds, String init, String noun, String all, int count) {
    SweepSpec spec =
        SpecReader.read(
            "name: n\ndata: {line: {}}\nsplit: {%stest: 0.2}\ntraining: {init: %s}\nparameters: {optimizer: sgd, epochs: 5, seed: %s}\n"
                .formatted(folds, init, seeds),
            "job.yaml",
            List.of());
    assertThat(RepeatNames.of(spec)).isEqualTo(new RepeatNames(noun, all, count));
  }
}
