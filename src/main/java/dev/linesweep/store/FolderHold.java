package dev.linesweep.store;

import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Holds the folder of a sweep that has ended, so that meanwhile no run changes it and {@code rm}
 * does not remove it.
 */
public final class FolderHold {
  private FolderHold() {}

  /**
   * Locks the folder.
   *
   * @throws JobException if a run or another command holds it, or the folder holds no sweep
   */
  public static FolderLock take(
      Configuration hadoop,
      OutputFolder folder,
      FolderLock.Holder holder,
      FolderLock.Watcher watcher)
      throws IOException {
    FolderLock lock;
    try {
      lock = FolderLock.acquire(hadoop, folder.journal(), holder, watcher);
    } catch (NoSuchFileException e) {
      throw gone(folder);
    }
    boolean taken = false;
    try {
      requireSweep(folder);
      taken = true;
      return lock;
    } finally {
      if (!taken) {
        leave(hadoop, folder, lock);
      }
    }
  }

  /** The folder was removed in between, and must not come back with a lock in it. */
  private static void leave(Configuration hadoop, OutputFolder folder, FolderLock lock)
      throws IOException {
    for (FileStatus status : FolderFiles.of(hadoop, folder.journal())) {
      if (FolderLock.isLock(status.getPath().getName())) {
        folder.remove(status.getPath());
      }
    }
    lock.close();
    for (Path path : new Path[] {folder.journal(), folder.root()}) {
      FolderFiles.removeIfEmpty(hadoop, path);
    }
  }

  private static void requireSweep(OutputFolder folder) throws IOException {
    if (!folder.exists(folder.identityFile().path())) {
      throw gone(folder);
    }
  }

  private static JobException gone(OutputFolder folder) {
    return new JobException(folder + " holds no sweep any more: it was removed.");
  }
}
