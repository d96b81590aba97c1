package dev.linesweep.store;

import dev.linesweep.plan.JobTrials;
import dev.linesweep.plan.TrialsDifference;
import dev.linesweep.spec.EarlyTerminate;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.Limits;
import dev.linesweep.spec.SearchSpec;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.spec.condition.Condition;
import dev.linesweep.text.Words;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The trials in the tables of an output folder, found from the job in it. */
public record FolderTrials(OutputFolder folder) {

  /** The trials; empty if there is no readable job. */
  Optional<JobTrials> there() throws IOException {
    if (!folder.exists(folder.job())) {
      return Optional.empty();
    }
    try {
      return Optional.of(JobTrials.of(folder.spec()));
    } catch (JobException e) {
      return Optional.empty();
    }
  }

  /**
   * Throws if a run of this job would remove trials from the folder's tables.
   *
   * @throws JobException with their number, how they differ, and what to do
   */
  public void requireKept(SweepSpec job) throws IOException {
    Optional<JobTrials> there = there();
    if (there.isEmpty() && folder.exists(folder.job()) && hasTables()) {
      throw new JobException(
          "%s cannot be read, so it is not known which trials the tables next to it hold. Use another --out folder, or --overwrite to replace the tables (the journal keeps what was trained)."
              .formatted(LocalFiles.display(folder.job())));
    }
    JobTrials now = JobTrials.of(job);
    if (there.isPresent()) {
      TrialsDifference missing = new TrialsDifference(there.get(), now);
      if (missing.count() > 0) {
        throw otherTrials(missing, folder.spec().search(), job.search());
      }
      if (mayStopBefore(job)) {
        throw new JobException(
            ("%s holds tables of more trials than this job may train before its %s, so some would"
                    + " be removed. Use another --out folder, or --overwrite to replace the tables"
                    + " (the journal keeps what was trained).")
                .formatted(
                    folder, job.limits().earlyTerminate().isNever() ? "stop" : "early_terminate"));
      }
    }
  }

  /**
   * Whether the folder may have tables of trials that come after this job's {@code stop}, or that
   * its {@code early_terminate} stops.
   */
  boolean mayStopBefore(SweepSpec job) throws IOException {
    Limits.Stop stop = job.limits().stop();
    EarlyTerminate early = job.limits().earlyTerminate();
    if ((stop.isNever() && early.isNever()) || !hasTables() || there().isEmpty()) {
      return false;
    }
    SweepSpec there = folder.spec();
    if (!early.isNever()) {
      return !early.equals(there.limits().earlyTerminate()) || !job.metric().equals(there.metric());
    }
    return stop.mayHoldBefore(there.limits().stop(), job.metric().goal())
        || !job.metric().equals(there.metric())
        || !JobTrials.of(job).digits().equals(JobTrials.of(there).digits());
  }

  private boolean hasTables() throws IOException {
    return folder.exists(folder.summary()) || folder.exists(folder.trials());
  }

  private JobException otherTrials(TrialsDifference missing, SearchSpec there, SearchSpec now) {
    return new JobException(
        ("%s holds a sweep of another %s: %d of its %d trials are not in this job and would be"
                + " removed from the tables.\n"
                + "%s\n"
                + "Use another --out folder, or --overwrite to replace the tables (the journal keeps"
                + " what was trained).")
            .formatted(
                folder,
                there.method().noun(),
                missing.count(),
                missing.trials().count(),
                there.method().equals(now.method())
                    ? values(missing.values()) + excluded(there.exclude(), now.exclude())
                    : "  It has %s, this job %s."
                        .formatted(there.method().inWords(), now.method().inWords())));
  }

  private static String excluded(List<Condition> there, List<Condition> now) {
    return there.equals(now)
        ? ""
        : "\n  It excludes %s, this job %s.".formatted(inWords(there), inWords(now));
  }

  private static String inWords(List<Condition> conditions) {
    return conditions.isEmpty()
        ? "nothing"
        : Words.allOf(conditions.stream().map(c -> Words.quoted(c.text())).toList());
  }

  private static String values(List<String> values) {
    return values.isEmpty()
        ? "  This job combines the values differently."
        : values.stream()
            .map(line -> "  not in this job: " + line)
            .collect(Collectors.joining("\n"));
  }
}
