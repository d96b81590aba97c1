package dev.linesweep.report.page;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Samples;
import dev.linesweep.data.Synthetic;
import dev.linesweep.fixture.Fits;
import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.Axes;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.SweepSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RateGridTest {

  /** The oracle: settings grouped and averaged by plain streams. */
  @Test
  void aCellHasTheBestMeanOverTheSeedsOfSettingsOfWhichNoSeedDiverged() {
    SweepSpec spec = TypicalJobs.noisy();
    Samples samples = PlainSweeps.samples(spec);
    SweepPlan plan = SweepPlan.of(spec, samples.shape());
    RankingMetric metric = RankingMetric.of(spec.metric(), samples);
    List<TrialResult> ranked = PlainSweeps.ranked(plan, samples);
    PageTrials trials =
        new PageTrials(
            new Axes(plan),
            metric,
            Fits.of(Synthetic.of(spec.data().source()), samples, spec.training().loss()));
    for (int i = 0; i < ranked.size(); i++) {
      trials.accept(new RankedTrial(i + 1, ranked.get(i)));
    }

    int means = 0;
    for (RateGrid grid : trials.grids()) {
      List<String> rates = strings(grid, "rates");
      List<String> epochs = strings(grid, "epochs");
      for (Object each : (List<?>) requireNonNull(grid.toJson().get("cells"))) {
        List<?> cell = (List<?>) each;
        double expected =
            bestMean(
                ranked.stream()
                    .filter(r -> r.trial().trajectory().optimizer() == grid.optimizer())
                    .filter(r -> rate(r) == Double.parseDouble(rates.get((int) cell.get(0))))
                    .filter(r -> ("" + r.trial().epochs()).equals(epochs.get((int) cell.get(1))))
                    .toList());
        if (Double.isNaN(expected)) {
          assertThat(cell.get(8)).isNull();
        } else {
          assertThat(((Number) cell.get(8)).doubleValue()).isCloseTo(expected, within(1e-5));
          means++;
        }
      }
    }
    assertThat(means).isGreaterThan(5);
  }

  private static double rate(TrialResult result) {
    return result.trial().trajectory().learningRate();
  }

  private static double bestMean(List<TrialResult> cell) {
    Map<Trial, List<TrialResult>> settings =
        cell.stream().collect(Collectors.groupingBy(r -> r.trial().setting()));
    return settings.values().stream()
        .filter(seeds -> seeds.stream().allMatch(r -> r.state() == State.COMPLETE))
        .mapToDouble(
            seeds -> seeds.stream().mapToDouble(r -> r.validation().rmse()).average().orElseThrow())
        .min()
        .orElse(Double.NaN);
  }

  @SuppressWarnings("unchecked")
  private static List<String> strings(RateGrid grid, String key) {
    return (List<String>) requireNonNull(grid.toJson().get(key));
  }
}
