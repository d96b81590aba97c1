package dev.linesweep.track;

import dev.linesweep.result.OutputFile;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.FileFormat;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.text.Secrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The files of an output folder that a tracking server gets: those that users view or load. */
final class FolderContents {
  /** Signed addresses, such as those for Azure's and Amazon's storage. */
  private static final Pattern SIGNED = Pattern.compile("(?i)[?&;](sig|signature|x-amz-[a-z-]+)=");

  private static final Pattern DECRYPTION = Pattern.compile("(?i)decrypt\\s*\\(");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:[^}]*\\}");

  /** The URL of a database with nothing but its host and name. */
  private static final Pattern PLAIN_URL = Pattern.compile("[^@?;]*");

  private static final Set<String> HARMLESS =
      Set.of(
          "driver",
          "user",
          "dbtable",
          "query",
          "fetchsize",
          "numpartitions",
          "partitioncolumn",
          "lowerbound",
          "upperbound",
          "querytimeout");

  private static final List<OutputFile> SENT =
      List.of(
          OutputFile.REPORT,
          OutputFile.SUMMARY,
          OutputFile.SETTINGS,
          OutputFile.JOB,
          OutputFile.PROVENANCE);

  /** Files that contain the whole job. */
  private static final List<OutputFile> WITH_JOB = List.of(OutputFile.REPORT, OutputFile.JOB);

  private FolderContents() {}

  /** The files that are left out, and why. */
  static List<String> notes(SweepSpec spec) {
    return mayHoldSecret(spec)
        ? List.of(
            "report.html, job.yaml and best/spark were not sent: the job may contain a password or"
                + " a key. Write ${env:NAME} there, and set NAME in the environment")
        : List.of();
  }

  /** The existing files, with everything below {@code best/}. */
  static List<TrackedFile> of(Configuration hadoop, OutputFolder folder, SweepSpec spec)
      throws IOException {
    FileSystem files = folder.root().getFileSystem(hadoop);
    List<TrackedFile> all = new ArrayList<>();
    boolean secret = mayHoldSecret(spec);
    for (OutputFile file : SENT) {
      if (!(secret && WITH_JOB.contains(file)) && folder.exists(folder.file(file))) {
        all.add(file(files, folder, files.getFileStatus(folder.file(file))));
      }
    }
    if (folder.exists(folder.file(OutputFile.BEST))) {
      RemoteIterator<LocatedFileStatus> best = files.listFiles(folder.file(OutputFile.BEST), true);
      while (best.hasNext()) {
        TrackedFile file = file(files, folder, best.next());
        // It contains the job's query.
        if (!(secret && file.name().startsWith(OutputFile.SPARK.shown()))) {
          all.add(file);
        }
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
   * Whether the job contains a password or key in plain text, which the folder's owner may read,
   * but not every user of the server.
   */
  static boolean mayHoldSecret(SweepSpec spec) {
    if (!(spec.data().source() instanceof DataSpec.Table table)) {
      return false;
    }
    if (DECRYPTION.matcher(table.query()).find()) {
      return true;
    }
    return table.origin() instanceof DataSpec.Files source
        && (mayBeSecret(source.path())
            || source.options().entrySet().stream()
                .anyMatch(option -> mayBeSecret(source.format(), option)));
  }

  private static boolean mayBeSecret(String address) {
    return !Secrets.scrubbed(address).equals(address) || SIGNED.matcher(address).find();
  }

  /** For a database, every value that is not known to be harmless, since drivers differ. */
  private static boolean mayBeSecret(String format, Map.Entry<String, String> option) {
    String value = option.getValue();
    List<String> written = List.of(option.getKey() + "=" + value);
    if (!Secrets.scrubbed(written).equals(written) || mayBeSecret(value)) {
      return true;
    }
    String key = option.getKey().toLowerCase(Locale.ROOT);
    return format.equals(FileFormat.JDBC.key())
        && !REFERENCE.matcher(value).matches()
        && !(key.equals("url") ? PLAIN_URL.matcher(value).matches() : HARMLESS.contains(key));
  }
}
