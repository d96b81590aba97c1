package dev.linesweep.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Golden;
import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.report.SweepReport;
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
        RankedTable.of(PlainSweeps.report(TypicalJobs.found(), 10), 10, 80) + "\n");
  }

  @Test
  void aWideTerminalShowsEveryColumn() throws IOException {
    Golden.assertSame(
        "table-found-wide.txt",
        RankedTable.of(PlainSweeps.report(TypicalJobs.found(), 5), 5, 160) + "\n");
  }

  @Test
  void aSmallSweepShowsErrorsWeightAndBias() throws IOException {
    Golden.assertSame(
        "table-edge.txt",
        RankedTable.of(PlainSweeps.report(TypicalJobs.atTheEdge(), 10), 10, 80) + "\n");
  }

  @Test
  void aDivergedTrialShowsItsEpoch() throws IOException {
    Golden.assertSame(
        "table-diverging.txt",
        RankedTable.of(PlainSweeps.report(TypicalJobs.diverging(), 10), 10, 80) + "\n");
  }

  @Test
  void aTableIsNeverWiderThanAskedWhereItsLastingColumnsFit() {
    SweepReport report = PlainSweeps.report(TypicalJobs.found(), 10);
    for (int width = 55; width < 140; width++) {
      int asked = width;
      assertThat(RankedTable.of(report, 10, width).lines())
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
