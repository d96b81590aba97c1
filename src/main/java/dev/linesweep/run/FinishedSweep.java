package dev.linesweep.run;

import dev.linesweep.model.LinearModel;
import dev.linesweep.output.ReportFolder;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.console.ClosingSummary;
import dev.linesweep.report.page.PageSource;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.Ranking;
import dev.linesweep.result.State;
import dev.linesweep.result.SweepListener;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.SpecWriter;
import dev.linesweep.store.EndedSweep;
import dev.linesweep.store.Journal;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.text.Rounded;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A sweep that has nothing left to do: the same job has ended in its folder, every trial has a
 * result in the journal, and the outputs are whole. Nothing is written there then, and what was
 * said is said again.
 */
record FinishedSweep(
    SweepRequest request,
    Prepared prepared,
    OutputFolder folder,
    Configuration hadoop,
    SweepListener listener) {

  /** What the sweep left, and its outcome; empty where there is something to do. */
  Optional<SweepOutcome> outcome() throws IOException {
    if (request.fresh() || !sameJob()) {
      return Optional.empty();
    }
    Optional<EndedSweep> ended =
        EndedSweep.read(folder).filter(sweep -> sweep.version().equals(Origins.version()));
    if (ended.isEmpty() || !ended.get().isWhole(hadoop, folder)) {
      return Optional.empty();
    }
    Journal journal = Journal.open(hadoop, folder.journal(), listener::note);
    Ranking ranking = Ranking.of(prepared.plan(), journal, List.of(), prepared.metric());
    if (ranking.missing() > 0 || ranking.counts().getOrDefault(State.FAILED, 0L) > 0) {
      return Optional.empty();
    }
    return Optional.of(outcome(ended.get(), ranking));
  }

  private boolean sameJob() throws IOException {
    return folder.exists(folder.job())
        && folder.text(folder.job()).equals(SpecWriter.write(prepared.spec()));
  }

  private SweepOutcome outcome(EndedSweep ended, Ranking ranking) throws IOException {
    listener.note(nothingToDo(ranking.size()));
    List<TrialResult> top = ranking.top(ClosingText.TOP).stream().map(RankedTrial::result).toList();
    ClosingText.Parts closing = closing(request, ended, folder, hadoop);
    listener.ranked(closing.text());
    Map<State, Long> counts = ranking.counts();
    return new SweepOutcome(
        folder.root().toString(),
        counts.getOrDefault(State.COMPLETE, 0L),
        counts.getOrDefault(State.DIVERGED, 0L),
        0,
        0,
        top,
        List.of(LinearModel.of(top.get(0).weights(), prepared.samples())),
        closing);
  }

  /** What is said where there is nothing left to do. */
  static String nothingToDo(long trials) {
    return "nothing to do: %s a result, and the outputs are whole"
        .formatted(
            trials == 1
                ? "the only trial has"
                : "all %s trials have".formatted(Rounded.of(trials)));
  }

  /** As it was, unless the terminal is of another width or charts are asked for. */
  static ClosingText.Parts closing(
      SweepRequest request, EndedSweep ended, OutputFolder folder, Configuration hadoop)
      throws IOException {
    boolean plots = !request.plots().isEmpty();
    if (!plots && ended.width() == request.width()) {
      return new ClosingText.Parts(ended.closing(), ended.judgment(), ended.check());
    }
    ReportFolder pages = new ReportFolder(hadoop, folder);
    PageSource source = pages.read();
    if (plots) {
      pages.writePlots(source, new Path(request.plots()));
    }
    SweepReport report = source.report();
    return new ClosingText.Parts(
        ClosingText.of(report, folder, List.of(), request.width()),
        ClosingSummary.judgment(report, request.width()),
        ended.check());
  }
}
