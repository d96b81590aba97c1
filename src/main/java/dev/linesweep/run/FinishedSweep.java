package dev.linesweep.run;

import dev.linesweep.output.ReportFolder;
import dev.linesweep.report.RankedSweep;
import dev.linesweep.report.SweepListener;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.console.ClosingText;
import dev.linesweep.report.page.PageSource;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.Ranking;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.SpecWriter;
import dev.linesweep.store.EndedSweep;
import dev.linesweep.store.Journal;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.text.Rounded;
import java.io.IOException;
import java.util.List;
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
    if (request.target().fresh() || !sameJob()) {
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
    RankedSweep ranked = new RankedSweep(report(), folder.toString(), List.of());
    listener.ranked(ranked);
    List<TrialResult> top = ranking.top(ClosingText.TOP).stream().map(RankedTrial::result).toList();
    return new SweepOutcome(folder.root().toString(), top, ranked, ended.check());
  }

  private SweepReport report() throws IOException {
    ReportFolder pages = new ReportFolder(hadoop, folder);
    if (request.plots().isEmpty()) {
      return pages.report();
    }
    PageSource source = pages.read();
    pages.writePlots(source, new Path(request.plots()));
    return source.report();
  }

  /** What is said where there is nothing left to do. */
  static String nothingToDo(long trials) {
    return "nothing to do: %s a result, and the outputs are whole"
        .formatted(
            trials == 1
                ? "the only trial has"
                : "all %s trials have".formatted(Rounded.of(trials)));
  }
}
