package dev.linesweep.store;

import dev.linesweep.result.OutputFile;
import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds the output folders of sweeps: those that users name, and those under {@code runs}. */
public final class SweepFolders {
  static final Path RUNS = new Path("runs");

  private SweepFolders() {}

  /**
   * The folders that may have the results of a command: the folder that its user names, or those
   * under {@code runs} with the name of its sweep.
   *
   * @param out empty for those under {@code runs}
   */
  public static List<OutputFolder> ofSweep(Configuration hadoop, String out, String name)
      throws IOException {
    if (!out.isEmpty()) {
      return List.of(OutputFolder.at(hadoop, LocalFiles.qualify(hadoop, new Path(out))));
    }
    String start = plain(name) + "-";
    List<OutputFolder> folders = new ArrayList<>();
    for (FileStatus status : FolderFiles.of(hadoop, LocalFiles.qualify(hadoop, RUNS))) {
      if (status.getPath().getName().startsWith(start)) {
        folders.add(OutputFolder.at(hadoop, status.getPath()));
      }
    }
    return folders;
  }

  /**
   * All sweeps directly below a folder, sorted by the names of their folders.
   *
   * @param root URI or path; empty for {@code runs}
   */
  public static List<OutputFolder> under(Configuration hadoop, String root) throws IOException {
    Path path = root.isEmpty() ? RUNS : new Path(root);
    List<OutputFolder> folders = new ArrayList<>();
    for (FileStatus status : FolderFiles.of(hadoop, LocalFiles.qualify(hadoop, path))) {
      OutputFolder folder = OutputFolder.at(hadoop, status.getPath());
      if (status.isDirectory() && folder.exists(folder.identityFile().path())) {
        folders.add(folder);
      }
    }
    folders.sort(Comparator.comparing(folder -> folder.root().getName()));
    return folders;
  }

  private static String plain(String name) {
    return name.replaceAll("[/\\\\:\\s]+", "_");
  }

  /** The folder of a sweep whose user named none, unless another grid uses it. */
  static String defaultName(String name, Identity identity) {
    return plain(name) + "-" + identity.digits();
  }

  /**
   * The folder that a user names for reading.
   *
   * @param out empty for the latest under {@code runs}
   * @throws JobException if there is none
   */
  public static OutputFolder named(Configuration hadoop, String out) throws IOException {
    return out.isEmpty() ? latest(hadoop, RUNS) : OutputFolder.existing(hadoop, new Path(out));
  }

  /**
   * The folders that a user names, none of which may be left out.
   *
   * @throws JobException if a name is empty, or a folder holds no sweep
   */
  public static List<OutputFolder> allNamed(Configuration hadoop, List<String> names)
      throws IOException {
    List<OutputFolder> folders = new ArrayList<>();
    for (String name : names) {
      if (name.isBlank()) {
        throw new JobException("OUT is empty. Name the folder of a sweep, such as runs/line.");
      }
      folders.add(named(hadoop, name));
    }
    return folders;
  }

  /**
   * The sweep under {@code runs} that was written to last.
   *
   * @throws JobException if there is none
   */
  static OutputFolder latest(Configuration hadoop, Path runs) throws IOException {
    Path qualified = LocalFiles.qualify(hadoop, runs);
    Path latest = null;
    long latestTime = Long.MIN_VALUE;
    for (FileStatus status : FolderFiles.of(hadoop, qualified)) {
      long time = status.isDirectory() ? lastWritten(hadoop, status.getPath()) : Long.MIN_VALUE;
      if (time > latestTime) {
        latest = status.getPath();
        latestTime = time;
      }
    }
    if (latest == null) {
      throw new JobException(
          LocalFiles.display(qualified) + " holds no sweep. Run one first, or name its folder.");
    }
    return OutputFolder.existing(hadoop, latest);
  }

  /** When a file of a sweep was written last; the smallest number if the folder holds none. */
  private static long lastWritten(Configuration hadoop, Path folder) throws IOException {
    FileSystem files = folder.getFileSystem(hadoop);
    Path identity = new Path(new Path(folder, OutputFile.JOURNAL.path()), IdentityFile.NAME);
    if (!files.exists(identity)) {
      return Long.MIN_VALUE;
    }
    long latest = files.getFileStatus(identity).getModificationTime();
    for (FileStatus status : FolderFiles.of(hadoop, folder)) {
      latest = Math.max(latest, status.getModificationTime());
    }
    return latest;
  }
}
