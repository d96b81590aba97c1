package dev.linesweep.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Golden;
import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.model.PartErrors;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialResult;
import dev.linesweep.text.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankedTableTest {
  @Test
  void aSweepOfManyAxesFitsEightyColumns() throws IOException {
    Golden.assertSame(
        "table-found.txt",
        RankedTable.of(PlainSweeps.report(TypicalJobs.found(), 10), 10).text(80) + "\n");
  }

  @Test
  void aWideTerminalShowsEveryColumn() throws IOException {
    Golden.assertSame(
        "table-found-wide.txt",
        RankedTable.of(PlainSweeps.report(TypicalJobs.found(), 5), 5).text(160) + "\n");
  }

  @Test
  void aSmallSweepShowsErrorsWeightAndBias() throws IOException {
    Golden.assertSame(
        "table-edge.txt",
        RankedTable.of(PlainSweeps.report(TypicalJobs.atTheEdge(), 10), 10).text(80) + "\n");
  }

  @Test
  void aDivergedTrialShowsItsEpoch() throws IOException {
    Golden.assertSame(
        "table-diverging.txt",
        RankedTable.of(PlainSweeps.report(TypicalJobs.diverging(), 10), 10).text(80) + "\n");
  }

  @Test
  void theColumnThatOrdersTheRowsIsNeverLeftOut() {
    SweepReport report = PlainSweeps.report(TypicalJobs.found(), 3);
    assertThat(sorted(report, "rank").text(60))
        .contains("Columns hidden to fit the terminal: parameters");
    assertThat(sorted(report, "nesterovs_momentum").text(60))
        .contains("momentum=0.9")
        .doesNotContain("terminal: parameters");
    assertThat(sorted(report, "test_rmse").text(60))
        .contains("1.48e-08", "Columns hidden to fit the terminal");
    assertThat(sorted(report, "train_loss").text(60))
        .containsPattern("train │")
        .doesNotContain("train loss");
  }

  private static RankedTable sorted(SweepReport report, String column) {
    return RankedTable.ofTrials(
        report.axes(), report.metric(), report.testLabelVariance(), column, report.top());
  }

  @Test
  void aTrialThatFailedSaysWhy() {
    SweepReport report = PlainSweeps.report(TypicalJobs.found(), 1);
    FittedTrial best = report.top().get(0);
    TrialResult failed =
        new TrialResult(
            best.result().trial(),
            best.result().id(),
            new TrialResult.Ending(State.FAILED, 0, "lost its \u001B[2J executor"),
            new PartErrors(PartMetrics.NONE, PartMetrics.NONE, PartMetrics.NONE),
            new float[0],
            best.result().facts());
    FittedTrial last = new FittedTrial(new RankedTrial(2, failed), new double[0], Double.NaN);
    RankedTable table =
        RankedTable.ofTrials(
            report.axes(),
            report.metric(),
            report.testLabelVariance(),
            "rank",
            List.of(best, last));
    assertThat(table.text(200)).contains("error", "failed", "lost its", "executor");
    assertThat(table.text(200)).doesNotContain("\u001B");
    assertThat(sorted(report, "rank").text(200)).doesNotContain("error");
  }

  @Test
  void noTrialIsSaidInWords() {
    SweepReport report = PlainSweeps.report(TypicalJobs.found(), 1);
    assertThat(RankedTable.of(report, 0).text(80)).isEqualTo("No trial.");
  }

  @Test
  void aTableIsNeverWiderThanAskedWhereItsLastingColumnsFit() {
    SweepReport report = PlainSweeps.report(TypicalJobs.found(), 10);
    for (int width = 55; width < 140; width++) {
      int asked = width;
      assertThat(RankedTable.of(report, 10).text(width).lines())
          .allMatch(line -> line.length() <= asked);
    }
  }

  @Test
  void anyTableHasTheWidthItWasLaidOutFor() {
    Random random = new Random(13);
    for (int round = 0; round < 200; round++) {
      List<TextTable.Column> columns = new ArrayList<>();
      int rows = 1 + random.nextInt(4);
      for (int column = 0; column <= random.nextInt(8); column++) {
        List<String> cells =
            IntStream.range(0, rows).mapToObj(i -> "x".repeat(random.nextInt(12))).toList();
        columns.add(
            new TextTable.Column(
                "h".repeat(1 + random.nextInt(6)), random.nextBoolean(), column, cells));
      }
      int asked = 20 + random.nextInt(60);
      assertThat(TextTable.of(columns, asked).text().lines())
          .allMatch(line -> line.length() <= asked);
      assertThat(TextTable.of(columns, 1000).text().lines())
          .allMatch(line -> line.length() == TextTable.width(columns));
    }
  }
}
