package dev.linesweep.store;

import dev.linesweep.plan.JobTrials;
import dev.linesweep.plan.TrialsDifference;
import dev.linesweep.spec.SweepSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The folder of a sweep whose user named none: among {@code runs/<name>-<identity>*}, the one with
 * the same grid; else the largest one whose trials are all in this sweep too, which then grows;
 * else a new one. So no sweep's tables are replaced by those of another grid.
 *
 * @param note says which folder it is, unless it has the plain name
 */
public record FolderChoice(Path path, Optional<String> note) {

  /** Looks at the existing folders; nothing is written. */
  public static FolderChoice of(Configuration hadoop, SweepSpec spec, Identity identity)
      throws IOException {
    return of(hadoop, LocalFiles.qualify(hadoop, SweepFolders.RUNS), spec, identity);
  }

  static FolderChoice of(Configuration hadoop, Path runs, SweepSpec spec, Identity identity)
      throws IOException {
    Path plain = new Path(runs, SweepFolders.defaultName(spec.name(), identity));
    if (!plain.getFileSystem(hadoop).exists(plain)) {
      return new FolderChoice(plain, Optional.empty());
    }
    JobTrials trials = JobTrials.of(spec);
    List<Candidate> candidates = keeping(spec, candidates(hadoop, plain, identity));
    Optional<Candidate> same =
        candidates.stream().filter(c -> c.trials().filter(trials::sameAs).isPresent()).findFirst();
    if (same.isPresent()) {
      return chosen(plain, same.get().path(), spec, "holds this %s");
    }
    Optional<Candidate> growing =
        candidates.stream()
            .filter(
                c ->
                    c.trials()
                        .map(there -> new TrialsDifference(there, trials).count() == 0)
                        .orElse(true))
            .max(Comparator.comparingLong(c -> c.trials().map(JobTrials::count).orElse(0L)));
    return growing.isPresent()
        ? chosen(plain, growing.get().path(), spec, "holds a part of this %s and grows")
        : chosen(plain, free(hadoop, plain, trials), spec, "is new");
  }

  private record Candidate(Path path, OutputFolder folder, Optional<JobTrials> trials) {
    static Candidate of(Path path, OutputFolder folder) throws IOException {
      return new Candidate(path, folder, folder.jobTrials().there());
    }
  }

  /** The folders whose tables lose no trials by the job's {@code stop}. */
  private static List<Candidate> keeping(SweepSpec spec, List<Candidate> candidates)
      throws IOException {
    List<Candidate> keeping = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (!candidate.folder().jobTrials().mayStopBefore(spec)) {
        keeping.add(candidate);
      }
    }
    return keeping;
  }

  private static FolderChoice chosen(Path plain, Path path, SweepSpec spec, String why) {
    String noun = spec.search().method().noun();
    return path.equals(plain)
        ? new FolderChoice(plain, Optional.empty())
        : new FolderChoice(
            path,
            Optional.of(
                "%s holds another %s, so the results go to %s, which %s"
                    .formatted(
                        LocalFiles.display(plain),
                        noun,
                        LocalFiles.display(path),
                        why.formatted(noun))));
  }

  /** The plain folder first, even if it holds no sweep: a run then says what it holds. */
  private static List<Candidate> candidates(Configuration hadoop, Path plain, Identity identity)
      throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    OutputFolder first = OutputFolder.at(hadoop, plain);
    candidates.add(Candidate.of(plain, first));
    for (FileStatus status : FolderFiles.of(hadoop, plain.getParent())) {
      String name = status.getPath().getName();
      OutputFolder folder = OutputFolder.at(hadoop, status.getPath());
      if (name.startsWith(plain.getName() + "-") && folder.belongsTo(identity)) {
        candidates.add(Candidate.of(status.getPath(), folder));
      }
    }
    candidates.subList(1, candidates.size()).sort(Comparator.comparing(c -> c.path().getName()));
    return candidates;
  }

  /** A grid that has grown in the folder of its first digits keeps that name in use. */
  private static Path free(Configuration hadoop, Path plain, JobTrials trials) throws IOException {
    Path named = plain.suffix("-" + trials.digits());
    Path path = named;
    for (int i = 2; path.getFileSystem(hadoop).exists(path); i++) {
      path = named.suffix("-" + i);
    }
    return path;
  }
}
