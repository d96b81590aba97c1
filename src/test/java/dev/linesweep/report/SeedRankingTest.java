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

class SeedRankingTest {
  private static Map<Trial, List<TrialResult>> bySetting;
  private static RankingMetric metric;
  private static List<TrialResult> ranked;
  private static SeedRanking ranking;

  @BeforeAll
  static void sweep() {
    SweepSpec spec = TypicalJobs.noisy();
    Samples samples = PlainSweeps.samples(spec);
    SweepPlan plan = SweepPlan.of(spec, samples.shape());
    metric = RankingMetric.of(spec.metric(), samples);
    ranked = PlainSweeps.ranked(plan, samples);
    ranking = PlainSweeps.report(plan, samples, ranked, 5).seeds();
    bySetting = ranked.stream().collect(Collectors.groupingBy(r -> r.trial().setting()));
  }

  @Test
  void theFirstTwentySettingsAreThoseOfTheBestMeans() {
    List<Double> means =
        bySetting.values().stream()
            .filter(SeedRankingTest::whole)
            .map(SeedRankingTest::mean)
            .sorted(Comparator.naturalOrder())
            .limit(20)
            .toList();
    for (int i = 0; i < means.size(); i++) {
      assertThat(ranking.leading().get(i).mean()).isCloseTo(means.get(i), within(1e-12));
      assertThat(ranking.leading().get(i).place()).isEqualTo(i + 1);
    }
  }

  @Test
  void settingsWithASeedThatDivergedAreCountedAndNotRanked() {
    int whole = (int) bySetting.values().stream().filter(SeedRankingTest::whole).count();
    assertThat(ranking.ranked()).isEqualTo(whole);
    assertThat(ranking.incomplete()).isEqualTo(bySetting.size() - whole).isPositive();
  }

  @Test
  void theSettingOfTheBestTrialIsThereWithItsPlace() {
    Trial winners = ranked.get(0).trial().setting();
    List<TrialResult> own = bySetting.getOrDefault(winners, List.of());
    long better =
        bySetting.values().stream()
            .filter(SeedRankingTest::whole)
            .filter(setting -> mean(setting) < mean(own))
            .count();
    assertThat(ranking.leading())
        .filteredOn(spread -> spread.example().setting().equals(winners))
        .singleElement()
        .satisfies(spread -> assertThat(spread.place()).isEqualTo(better + 1));
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
