package dev.linesweep.track;

import java.util.List;

/**
 * The data of a sweep for a tracking server.
 *
 * @param known the server's identity of the run of this sweep, if it was sent before; may be empty
 *     or out of date
 * @param run the sweep as a whole
 * @param settings its best settings, one run for each
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
