package dev.linesweep.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Samples;
import dev.linesweep.fixture.Golden;
import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.report.DataFacts;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.OutputFile;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.SweepSpec;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClosingSummaryTest {
  private static final List<OutputFile> FILES =
      List.of(OutputFile.SUMMARY, OutputFile.TRIALS, OutputFile.BEST, OutputFile.REPORT);

  @Test
  void aLineThatWasFoundIsShownWithTheKnownOne() throws IOException {
    Golden.assertSame(
        "closing-found.txt", text(PlainSweeps.report(TypicalJobs.found(), 10)) + "\n");
  }

  @Test
  void aWinnerAtTheEdgeGetsAdvice() throws IOException {
    Golden.assertSame(
        "closing-edge.txt", text(PlainSweeps.report(TypicalJobs.atTheEdge(), 10)) + "\n");
  }

  @Test
  void manyFeaturesLeaveTheEquationToThePage() throws IOException {
    Golden.assertSame(
        "closing-noisy.txt", text(PlainSweeps.report(TypicalJobs.noisy(), 10)) + "\n");
  }

  @Test
  void tiesAreCountedOverAllTrialsHoweverFewAreListed() {
    SweepReport all = PlainSweeps.report(TypicalJobs.found(List.of(13L)), 160);
    double best = all.value(all.top().get(0).result());
    long within =
        all.top().stream()
            .map(FittedTrial::result)
            .filter(result -> result.state() == State.COMPLETE)
            .filter(result -> all.value(result) <= best * 1.001)
            .count();
    assertThat(within).isGreaterThan(1);
    assertThat(text(PlainSweeps.report(TypicalJobs.found(List.of(13L)), 1)).replace("\n  ", " "))
        .contains("; %d other trial is effectively tied".formatted(within - 1));
  }

  @Test
  void withoutACompleteTrialThereIsNoWinner() throws IOException {
    Golden.assertSame(
        "closing-diverging.txt",
        ClosingSummary.of(
                PlainSweeps.report(TypicalJobs.diverging(), 10),
                "runs/line-12345678",
                List.of(OutputFile.SUMMARY),
                80)
            + "\n");
  }

  @Test
  void aStoppedSweepSaysWhatIsLeft() {
    SweepSpec spec = TypicalJobs.atTheEdge();
    Samples samples = PlainSweeps.samples(spec);
    SweepPlan plan = SweepPlan.of(spec, samples.shape());
    List<TrialResult> some = PlainSweeps.ranked(plan, samples).subList(0, 7);
    assertThat(text(PlainSweeps.report(plan, samples, some, 3)))
        .contains("Best of 7 trials: ")
        .contains("7 trials complete ·")
        .contains("13 of 20 trials left:")
        .contains("run the same command again to continue");
  }

  @Test
  void hostileNamesNeverReachTheTerminal() {
    SweepReport r = PlainSweeps.report(TypicalJobs.found(), 3);
    SweepReport hostile =
        PlainSweeps.with(
            r,
            new SweepReport.Rows(
                List.of("\u001B[2J\u009B31m\u202Ex\u0007"),
                "y\r\n\u001B]0;title\u0007" + "z".repeat(500),
                r.testLabelVariance(),
                r.baselines(),
                new DataFacts("", List.of("\u001B[2Jnote\u0007"), 1, List.of())));
    String text = text(hostile);
    assertThat(text.replace("\n", "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    assertThat(text).doesNotContain("title").doesNotContain("z".repeat(50));
  }

  @Test
  void notesOnTheDataAndFurtherSuggestionsAreCountedAndLeftToThePage() {
    List<String> notes = IntStream.rangeClosed(1, 11).mapToObj(i -> "note number " + i).toList();
    assertThat(text(PlainSweeps.withNotes(PlainSweeps.report(TypicalJobs.atTheEdge(), 3), notes)))
        .contains("report.html: 2 more suggestions, 11 notes on the data, ")
        .doesNotContain("note number");
  }

  @Test
  void theVerdictIsOneSentence() {
    for (SweepSpec spec :
        List.of(TypicalJobs.found(), TypicalJobs.atTheEdge(), TypicalJobs.noisy())) {
      String judgment =
          ClosingSummary.judgment(PlainSweeps.report(spec, 10), 1000)
              .replaceAll("[0-9]\\.[0-9]", "");
      assertThat(judgment).endsWith(".").containsOnlyOnce(".");
    }
  }

  private static String text(SweepReport report) {
    String judgment = ClosingSummary.judgment(report, 80);
    return ClosingSummary.of(report, "runs/line-12345678", FILES, 80)
        + (judgment.isEmpty() ? "" : "\n\n" + judgment);
  }
}
