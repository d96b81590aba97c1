package dev.linesweep.output;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.linesweep.data.Samples;
import dev.linesweep.fixture.Golden;
import dev.linesweep.fixture.MadeUpSweeps;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trial;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.Ranking;
import dev.linesweep.result.State;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.Optimizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsFileTest {
  private static SweepPlan plan(MetricSpec metric, Samples samples, int rates) {
    return SweepPlan.of(
        MadeUpSweeps.spec(
            metric,
            samples.validation().rows() > 0 ? 0.2 : 0,
            List.of(Optimizer.ADADELTA, Optimizer.NESTEROVS),
            MadeUpSweeps.rates(rates),
            List.of(1, 10),
            List.of(42L, 7L, 13L)),
        samples.shape());
  }

  private static String csv(SweepPlan plan, RankingMetric metric, List<RankedTrial> trials)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SettingsFile file = new SettingsFile(plan, metric, out);
    trials.forEach(file);
    file.finish();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<RankedTrial> ranked(
      SweepPlan plan,
      RankingMetric metric,
      List<TrainedBlock> blocks,
      BlockOutcome.Failed... failed)
      throws IOException {
    return Ranking.of(plan, MadeUpSweeps.source(blocks), List.of(failed), metric)
        .top(Integer.MAX_VALUE);
  }

  @Test
  void theFileIsAsItHasAlwaysBeen() throws IOException {
    Samples samples = MadeUpSweeps.line(0);
    SweepPlan plan = plan(MadeUpSweeps.TEST_LOSS, samples, 3);
    RankingMetric metric = RankingMetric.of(MadeUpSweeps.TEST_LOSS, samples);
    BlockOutcome.Failed failed =
        BlockOutcome.Failed.of(new Block(new long[] {9, 10}, 1), 2, MadeUpSweeps.FACTS, "e", "");
    TrainedBlock block = MadeUpSweeps.trained(plan, new long[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 10}, 6);
    Golden.assertSame(
        "settings.csv", csv(plan, metric, ranked(plan, metric, List.of(block), failed)));
  }

  @ParameterizedTest
  @EnumSource(MetricSpec.Measure.class)
  void aRowHasWhatAPlainLoopFindsInItsTrials(MetricSpec.Measure measure) throws IOException {
    MetricSpec.Goal goal =
        measure == MetricSpec.Measure.R2 ? MetricSpec.Goal.MAXIMIZE : MetricSpec.Goal.MINIMIZE;
    MetricSpec spec = new MetricSpec(MetricSpec.Part.VALIDATION, measure, goal);
    Samples samples = MadeUpSweeps.line(0.2);
    SweepPlan plan = plan(spec, samples, 9);
    RankingMetric metric = RankingMetric.of(spec, samples);
    List<RankedTrial> trials = ranked(plan, metric, MadeUpSweeps.trained(plan, 4));
    Map<Trial, List<RankedTrial>> settings = new LinkedHashMap<>();
    trials.forEach(
        t -> settings.computeIfAbsent(t.result().trial().setting(), s -> new ArrayList<>()).add(t));
    List<NamedCsvRecord> rows = new ArrayList<>();
    try (var reader = CsvReader.builder().ofNamedCsvRecord(csv(plan, metric, trials))) {
      reader.forEach(rows::add);
    }
    assertThat(rows).hasSize(settings.size());
    int at = 0;
    for (Map.Entry<Trial, List<RankedTrial>> setting : settings.entrySet()) {
      NamedCsvRecord row = rows.get(at++);
      assertThat(row.getField("rank")).isEqualTo(Integer.toString(at));
      assertThat(row.getField("epochs")).isEqualTo(Integer.toString(setting.getKey().epochs()));
      assertThat(row.getField("trials")).isEqualTo("3");
      SummaryStatistics values = new SummaryStatistics();
      SummaryStatistics tests = new SummaryStatistics();
      for (RankedTrial trial : setting.getValue()) {
        if (trial.result().state() == State.COMPLETE) {
          values.addValue(metric.value(trial.result().validation()));
          tests.addValue(trial.result().test().loss());
        }
      }
      assertThat(row.getField("complete")).isEqualTo(Long.toString(values.getN()));
      assertThat(row.getField("diverged")).isEqualTo(Long.toString(3 - values.getN()));
      String key = metric.spec().key();
      if (values.getN() < 3) {
        assertThat(row.getField(key + "_mean") + row.getField(key + "_standard_error")).isEmpty();
        continue;
      }
      same(row, key + "_mean", values.getMean());
      same(row, key + "_deviation", values.getStandardDeviation());
      same(row, key + "_standard_error", values.getStandardDeviation() / Math.sqrt(3));
      same(row, key + "_worst", metric.costOf(1) < 0 ? values.getMin() : values.getMax());
      same(row, key + "_median", values.getSum() - values.getMin() - values.getMax());
      same(row, "test_loss_mean", tests.getMean());
    }
  }

  private static void same(NamedCsvRecord row, String column, double expected) {
    assertThat(Double.parseDouble(row.getField(column)))
        .as(column)
        .isCloseTo(expected, Percentage.withPercentage(1e-6));
  }
}
