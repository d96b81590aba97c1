package dev.linesweep.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Samples;
import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trial;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.SweepSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SettingTallyTest {
  private static Map<Trial, List<TrialResult>> bySetting;
  private static RankingMetric metric;
  private static List<TrialResult> ranked;
  private static SettingRanking ranking;

  @BeforeAll
  static void sweep() {
    SweepSpec spec = TypicalJobs.noisy();
    Samples samples = PlainSweeps.samples(spec);
    SweepPlan plan = SweepPlan.of(spec, samples.shape());
    metric = RankingMetric.of(spec.metric(), samples);
    ranked = PlainSweeps.ranked(plan, samples);
    ranking = PlainSweeps.report(plan, samples, ranked, 5).settings();
    bySetting = ranked.stream().collect(Collectors.groupingBy(r -> r.trial().setting()));
  }

  @Test
  void theFirstTwentySettingsAreThoseOfTheBestMeans() {
    List<Double> means =
        bySetting.values().stream()
            .filter(SettingTallyTest::whole)
            .map(SettingTallyTest::mean)
            .sorted(Comparator.naturalOrder())
            .limit(20)
            .toList();
    for (int i = 0; i < means.size(); i++) {
      assertThat(ranking.leading().get(i).mean()).isCloseTo(means.get(i), within(1e-12));
      assertThat(ranking.leading().get(i).rank()).isEqualTo(i + 1);
    }
  }

  @Test
  void settingsWithASeedThatDivergedAreCountedAsBroken() {
    int whole = (int) bySetting.values().stream().filter(SettingTallyTest::whole).count();
    assertThat(ranking.ranked()).isEqualTo(whole);
    assertThat(ranking.broken()).isEqualTo(bySetting.size() - whole).isPositive();
  }

  @Test
  void theFirstIsThatOfTheBestTrial() {
    assertThat(ranking.first().orElseThrow().example()).isEqualTo(ranked.get(0).trial());
    assertThat(ranking.better()).isZero();
  }

  private static boolean whole(List<TrialResult> setting) {
    return setting.stream().allMatch(result -> result.state() == State.COMPLETE);
  }

  private static double mean(List<TrialResult> setting) {
    return setting.stream()
        .mapToDouble(r -> metric.value(r.errors().of(metric.spec().part())))
        .average()
        .orElseThrow();
  }
}
