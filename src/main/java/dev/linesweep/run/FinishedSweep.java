package dev.linesweep.run;

import dev.linesweep.output.ReportFolder;
import dev.linesweep.report.CheckNote;
import dev.linesweep.report.RankedSweep;
import dev.linesweep.report.SweepListener;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.SpecWriter;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.spec.TrackingSpec;
import dev.linesweep.store.EndedSweep;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.text.Rounded;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A sweep with nothing left to do: the same job has ended in its folder with a result for every
 * trial, the journal still has as many blocks and bytes, and the outputs are complete. Then nothing
 * is written, and the same text is printed again.
 */
record FinishedSweep(
    SweepRequest request,
    Prepared prepared,
    OutputFolder folder,
    Configuration hadoop,
    SweepListener listener) {

  /** The finished sweep and its outcome; empty if there is something to do. */
  Optional<SweepOutcome> outcome() throws IOException {
    if (request.target().fresh() || !sameJob()) {
      return Optional.empty();
    }
    Optional<EndedSweep> ended =
        EndedSweep.read(folder).filter(sweep -> sweep.version().equals(Origins.version()));
    if (ended.isEmpty() || !ended.get().hasItsJournal(hadoop, folder)) {
      return Optional.empty();
    }
    if (!ended.get().isWhole(hadoop, folder)) {
      listener.note("an output is missing or was changed: all are written again");
      return Optional.empty();
    }
    Optional<SweepReport> report = new ReportFolder(hadoop, folder).report(ended.get().sums());
    return report.isEmpty() ? Optional.empty() : Optional.of(outcome(ended.get(), report.get()));
  }

  private boolean sameJob() throws IOException {
    return folder.exists(folder.job()) && decisive(folder.spec()).equals(decisive(prepared.spec()));
  }

  /** The job without the settings that affect no output. */
  private static String decisive(SweepSpec spec) {
    return SpecWriter.write(spec.withTracking(TrackingSpec.NONE));
  }

  private SweepOutcome outcome(EndedSweep ended, SweepReport report) throws IOException {
    listener.note(nothingToDo(report.counts()));
    RankedSweep ranked = new RankedSweep(report, folder.toString(), List.of());
    if (!request.plots().isEmpty()) {
      ReportFolder pages = new ReportFolder(hadoop, folder);
      pages.writePlots(pages.read(), new Path(request.plots()));
    }
    listener.ranked(ranked);
    List<TrialResult> top = report.top().stream().map(FittedTrial::result).toList();
    return new SweepOutcome(
        folder.root().toString(), top, ranked, new CheckNote(true, ended.check()));
  }

  /** The note that says that there is nothing left to do. */
  static String nothingToDo(SweepReport.Counts counts) {
    if (!counts.stop().isEmpty()) {
      return "nothing to do: %s, and the outputs are complete".formatted(counts.stop());
    }
    long trials = counts.done();
    return "nothing to do: %s a result, and the outputs are complete"
        .formatted(
            trials == 1
                ? "the only trial has"
                : "all %s trials have".formatted(Rounded.of(trials)));
  }
}
