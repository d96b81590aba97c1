package dev.linesweep.store;

import dev.linesweep.plan.Grid;
import dev.linesweep.plan.GridDifference;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SweepSpec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The grid that an output folder has tables of, by the job in it. */
public record FolderGrid(OutputFolder folder) {

  /** The grid; empty where there is no job, or none that can be read. */
  Optional<Grid> there() throws IOException {
    if (!folder.exists(folder.job())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Grid.of(folder.spec()));
    } catch (JobException e) {
      return Optional.empty();
    }
  }

  /**
   * Throws where a run of this job would take trials out of the folder's tables.
   *
   * @throws JobException with how many, by what they differ, and what to do
   */
  public void requireKept(SweepSpec job) throws IOException {
    Optional<Grid> there = there();
    if (there.isEmpty() && folder.exists(folder.job()) && hasTables()) {
      throw new JobException(
          "%s cannot be read, so it is not known which trials the tables beside it hold. Use another --out folder, or --overwrite to replace the tables (the journal keeps what was trained)."
              .formatted(LocalFiles.display(folder.job())));
    }
    Grid now = Grid.of(job);
    if (there.isPresent() && new GridDifference(there.get(), now).trials() > 0) {
      throw otherGrid(there.get(), now);
    }
  }

  private boolean hasTables() throws IOException {
    return folder.exists(folder.summary()) || folder.exists(folder.trials());
  }

  private JobException otherGrid(Grid there, Grid now) {
    GridDifference missing = new GridDifference(there, now);
    List<String> values = missing.values();
    return new JobException(
        ("%s holds a sweep of another grid: %d of its %d trials are not in this job and would"
                + " leave the tables.\n%s\nUse another --out folder, or --overwrite to replace the"
                + " tables (the journal keeps what was trained).")
            .formatted(
                folder,
                missing.trials(),
                there.trials(),
                values.isEmpty()
                    ? "  This job combines the values in other ways."
                    : values.stream()
                        .map(line -> "  not in this job: " + line)
                        .collect(Collectors.joining("\n"))));
  }
}
