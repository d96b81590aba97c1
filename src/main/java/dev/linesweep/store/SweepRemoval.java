package dev.linesweep.store;

import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/** Removes a sweep from its folder, and the folder if nothing else is in it. */
public final class SweepRemoval {
  private SweepRemoval() {}

  /**
   * Removes everything that Linesweep has written. If it is killed in between, it can be called
   * again.
   *
   * @param holder the process that removes it
   * @return the names of other files in the folder, which are kept; empty if the folder was removed
   * @throws JobException if a run holds the folder, or no sweep is in it
   */
  public static List<String> remove(
      Configuration hadoop, OutputFolder folder, FolderLock.Holder holder) throws IOException {
    Identity identity =
        folder
            .identity()
            .orElseThrow(
                () -> new JobException(folder + " holds no sweep, so nothing is removed."));
    FileSystem files = folder.root().getFileSystem(hadoop);
    try (OutputFolder.Claim claim =
        new FolderClaim(hadoop, folder, identity, true).take(holder, () -> {})) {
      if (!claim.lock().held()) {
        throw new JobException(folder + " has been taken over by a run, so it is not removed.");
      }
      files.delete(folder.identityFile().path(), false);
      // Under the lock: a later run creates a new lock in a folder that stays.
      for (FileStatus status : FolderFiles.of(hadoop, folder.journal())) {
        if (FolderLock.isLock(status.getPath().getName())) {
          files.delete(status.getPath(), false);
        }
      }
    }
    FolderFiles.removeIfEmpty(hadoop, folder.journal());
    List<String> others =
        Arrays.stream(FolderFiles.of(hadoop, folder.root()))
            .map(FileStatus::getPath)
            .map(path -> path.getName())
            .sorted()
            .toList();
    FolderFiles.removeIfEmpty(hadoop, folder.root());
    return others;
  }
}
