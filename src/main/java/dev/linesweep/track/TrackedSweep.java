package dev.linesweep.track;

import java.util.List;

/**
 * What a tracking server is told of a sweep.
 *
 * @param known the server's identity of the run that has this sweep, by an earlier sending; may be
 *     empty or out of date
 * @param run the sweep as a whole
 * @param settings its best settings, a run for each
 * @param files of the output folder
 * @param notes which files are left out, and why
 */
public record TrackedSweep(
    String known,
    TrackedRun run,
    List<TrackedRun> settings,
    List<TrackedFile> files,
    List<String> notes) {
  public TrackedSweep {
    settings = List.copyOf(settings);
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }
}
