package dev.linesweep.track;

import dev.linesweep.result.OutputFile;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.text.Secrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The files of an output folder that a tracking server gets: what people look at or load. */
final class FolderContents {
  private static final List<OutputFile> SENT =
      List.of(
          OutputFile.REPORT,
          OutputFile.SUMMARY,
          OutputFile.SETTINGS,
          OutputFile.JOB,
          OutputFile.PROVENANCE);

  /** They have the job, word by word. */
  private static final List<OutputFile> WITH_JOB = List.of(OutputFile.REPORT, OutputFile.JOB);

  private FolderContents() {}

  /** Which of them are left out, and why. */
  static List<String> notes(SweepSpec spec) {
    return mayHoldSecret(spec)
        ? List.of(
            "report.html and job.yaml were not sent: the job has a password or a key written out."
                + " Write ${env:NAME} there, and set NAME in the environment")
        : List.of();
  }

  /** Those that are there, with all below {@code best/}. */
  static List<TrackedFile> of(Configuration hadoop, OutputFolder folder, SweepSpec spec)
      throws IOException {
    FileSystem files = folder.root().getFileSystem(hadoop);
    List<TrackedFile> all = new ArrayList<>();
    for (OutputFile file : SENT) {
      boolean secret = WITH_JOB.contains(file) && mayHoldSecret(spec);
      if (!secret && folder.exists(folder.file(file))) {
        all.add(file(files, folder, files.getFileStatus(folder.file(file))));
      }
    }
    if (folder.exists(folder.best())) {
      RemoteIterator<LocatedFileStatus> best = files.listFiles(folder.best(), true);
      while (best.hasNext()) {
        all.add(file(files, folder, best.next()));
      }
    }
    return all;
  }

  private static TrackedFile file(FileSystem files, OutputFolder folder, FileStatus status) {
    Path path = status.getPath();
    String name = folder.root().toUri().relativize(path.toUri()).getPath();
    return new TrackedFile(name, status.getLen(), () -> files.open(path));
  }

  /**
   * Whether a password or key is written out in the job, which the folder's owner may read but not
   * everybody who reads the server.
   */
  static boolean mayHoldSecret(SweepSpec spec) {
    if (spec.data().source() instanceof DataSpec.Table table
        && table.origin() instanceof DataSpec.Files source) {
      return !Secrets.scrubbed(source.path()).equals(source.path())
          || source.options().entrySet().stream().anyMatch(FolderContents::mayBeSecret);
    }
    return false;
  }

  private static boolean mayBeSecret(Map.Entry<String, String> option) {
    List<String> written = List.of(option.getKey() + "=" + option.getValue());
    return !Secrets.scrubbed(written).equals(written);
  }
}
