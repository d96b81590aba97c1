package dev.linesweep.run;

import dev.linesweep.output.ReportFolder;
import dev.linesweep.report.CheckNote;
import dev.linesweep.report.RankedSweep;
import dev.linesweep.store.EndedSweep;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.store.SweepFolders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The result of a command that was run before, taken from its folder without Spark and without
 * reading its data: the job, the settings, the program and every byte of the data are the same, the
 * sweep has ended, and its outputs are complete. If one of these is not certain there is no known
 * result, and the data is read.
 *
 * @param notes notes on the data, and that there is nothing to do
 * @param check the check of the winner with plain DL4J
 */
public record KnownResult(
    List<String> notes, RankedSweep ranked, CheckNote check, OutputFolder folder) {
  public KnownResult {
    notes = List.copyOf(notes);
  }

  /** Looks for it; nothing is written. */
  public static Optional<KnownResult> of(SweepRequest request, Configuration hadoop)
      throws IOException {
    boolean may =
        !request.command().stamp().isEmpty()
            && !request.target().fresh()
            && request.plots().isEmpty()
            && request.budget().trials().isEmpty();
    if (!may) {
      return Optional.empty();
    }
    List<KnownResult> found = new ArrayList<>();
    for (OutputFolder folder :
        SweepFolders.ofSweep(hadoop, request.target().out(), request.spec().name())) {
      in(folder, request, hadoop).ifPresent(found::add);
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static Optional<KnownResult> in(
      OutputFolder folder, SweepRequest request, Configuration hadoop) throws IOException {
    Optional<EndedSweep> ended = EndedSweep.read(folder);
    if (ended.isEmpty() || !ended.get().asked().command().equals(request.command().stamp())) {
      return Optional.empty();
    }
    EndedSweep sweep = ended.get();
    String source = SourceStamp.of(request.spec().data().source(), hadoop).orElse("");
    if (!sweep.asked().isThat(request.command().stamp(), source)
        || !sweep.hasItsJournal(hadoop, folder)
        || !sweep.isWhole(hadoop, folder)) {
      return Optional.empty();
    }
    return new ReportFolder(hadoop, folder)
        .report(sweep.sums())
        .map(report -> new RankedSweep(report, folder.toString(), List.of()))
        .map(
            ranked ->
                new KnownResult(
                    notes(sweep, ranked), ranked, new CheckNote(true, sweep.check()), folder));
  }

  private static List<String> notes(EndedSweep sweep, RankedSweep ranked) {
    List<String> notes = new ArrayList<>(sweep.asked().notes());
    notes.add(FinishedSweep.nothingToDo(ranked.report().counts()));
    return notes;
  }
}
