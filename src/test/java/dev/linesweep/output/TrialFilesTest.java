package dev.linesweep.output;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.linesweep.data.SampleSets;
import dev.linesweep.data.Samples;
import dev.linesweep.fixture.Golden;
import dev.linesweep.fixture.MadeUpSweeps;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.Ranking;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.table.Column;
import dev.linesweep.table.CsvLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialFilesTest {
  private static final Samples SAMPLES = MadeUpSweeps.line(0);

  private static SweepPlan plan() {
    return SweepPlan.of(
        MadeUpSweeps.spec(
            MadeUpSweeps.TEST_LOSS,
            0,
            List.of(Optimizer.ADADELTA, Optimizer.NESTEROVS),
            List.of(0.01, 0.1),
            List.of(1, 10),
            List.of(42L)),
        SAMPLES.shape());
  }

  private static Ranking ranking(
      SweepPlan plan, List<TrainedBlock> blocks, BlockOutcome.Failed... failed) throws IOException {
    return Ranking.of(
        plan,
        MadeUpSweeps.source(blocks),
        List.of(failed),
        RankingMetric.of(plan.spec().metric(), SAMPLES));
  }

  private static String csv(SweepPlan plan, Ranking ranking) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TrialFiles(new TrialTable(ranking, SampleSets.of(SAMPLES)), ranking)
        .write(out, OutputStream.nullOutputStream(), trial -> {});
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theFileIsAsItHasAlwaysBeen() throws IOException {
    SweepPlan plan = plan();
    BlockOutcome.Failed failed =
        BlockOutcome.Failed.of(
            new Block(new long[] {2, 3}, 1),
            2,
            MadeUpSweeps.FACTS,
            "=ExecutorLost, \"4\" times",
            "");
    List<TrainedBlock> blocks = List.of(MadeUpSweeps.trained(plan, new long[] {0, 1}, 5));
    Golden.assertSame("summary.csv", csv(plan, ranking(plan, blocks, failed)));
  }

  @Test
  void everyNumberReadsBackToTheBit() throws IOException {
    SweepPlan plan = plan();
    List<TrainedBlock> blocks = MadeUpSweeps.trained(plan, 9);
    List<RankedTrial> trials = ranking(plan, blocks).top(100);
    List<NamedCsvRecord> rows = new ArrayList<>();
    try (var reader = CsvReader.builder().ofNamedCsvRecord(csv(plan, ranking(plan, blocks)))) {
      reader.forEach(rows::add);
    }
    assertThat(rows).hasSize(trials.size());
    for (int i = 0; i < rows.size(); i++) {
      var result = trials.get(i).result();
      if (result.weights().length > 0) {
        assertThat(Double.parseDouble(rows.get(i).getField("test_loss")))
            .isEqualTo(result.test().loss());
        assertThat(Double.parseDouble(rows.get(i).getField("test_rmse")))
            .isEqualTo(result.test().rmse());
        assertThat(Float.parseFloat(rows.get(i).getField("bias"))).isEqualTo(result.weights()[1]);
      }
      assertThat(rows.get(i).getField("trial_id")).isEqualTo(result.id().toString());
    }
  }

  @Test
  void aTextThatASpreadsheetWouldRunIsMadeHarmless() {
    assertThat(TrialTable.harmless("=1+1")).isEqualTo("'=1+1");
    assertThat(TrialTable.harmless("@x")).isEqualTo("'@x");
    assertThat(TrialTable.harmless("lost its executor")).isEqualTo("lost its executor");
  }

  @Test
  void quotesCommasAndLineEndsAreQuoted() {
    assertThat(CsvLines.line(new Object[] {"a,b", "say \"x\"", null, "two\nlines", 1.5, 7L}))
        .isEqualTo("\"a,b\",\"say \"\"x\"\"\",,\"two\nlines\",1.5,7\n");
  }

  @Test
  void aValidationPartHasItsColumn() throws IOException {
    Samples samples = MadeUpSweeps.line(0.2);
    SweepPlan plan =
        SweepPlan.of(
            MadeUpSweeps.spec(
                MadeUpSweeps.TEST_LOSS,
                0.2,
                List.of(Optimizer.SGD),
                List.of(0.1),
                List.of(1),
                List.of(1L)),
            samples.shape());
    assertThat(new TrialTable(ranking(plan, List.of()), SampleSets.of(samples)).columns())
        .extracting(Column::name)
        .containsSubsequence("train_loss", "validation_loss", "test_loss");
  }

  @ParameterizedTest
  @CsvSource({"TRAIN, MAE, train_mae", "TRAIN, R2, train_r2", "VALIDATION, RMSE, validation_rmse"})
  void whateverRanksIsAColumnThatTheRowsAreSortedBy(
      MetricSpec.Part part, MetricSpec.Measure measure, String name) throws IOException {
    boolean largest = measure == MetricSpec.Measure.R2;
    MetricSpec metric =
        new MetricSpec(
            part, measure, largest ? MetricSpec.Goal.MAXIMIZE : MetricSpec.Goal.MINIMIZE);
    Samples samples = MadeUpSweeps.line(0.2);
    SweepPlan plan =
        SweepPlan.of(
            MadeUpSweeps.spec(
                metric,
                0.2,
                List.of(Optimizer.SGD),
                List.of(0.01, 0.1, 0.2),
                List.of(1, 10),
                List.of(1L)),
            samples.shape());
    Ranking ranking =
        Ranking.of(
            plan,
            MadeUpSweeps.source(MadeUpSweeps.trained(plan, 9)),
            List.of(),
            RankingMetric.of(metric, samples));
    List<Double> values = new ArrayList<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TrialFiles(new TrialTable(ranking, SampleSets.of(samples)), ranking)
        .write(out, OutputStream.nullOutputStream(), trial -> {});
    try (var rows = CsvReader.builder().ofNamedCsvRecord(out.toString(StandardCharsets.UTF_8))) {
      for (NamedCsvRecord row : rows) {
        if (row.getField("state").equals("COMPLETE")) {
          values.add(Double.valueOf(row.getField(name)));
        }
      }
    }
    assertThat(values).hasSizeGreaterThan(2);
    assertThat(values)
        .isSortedAccordingTo(largest ? Comparator.reverseOrder() : Comparator.naturalOrder());
  }
}
