package dev.linesweep.store;

import dev.linesweep.fault.Fault;
import dev.linesweep.fault.Faults;
import dev.linesweep.result.OutputFile;
import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * How a run takes over its output folder: what may be in it before, and what is done with that
 * first.
 */
final class FolderClaim {
  /** The files that Linesweep writes, which are all that {@code --fresh} removes. */
  static final List<String> OURS = OutputFile.outermost().stream().map(OutputFile::path).toList();

  private final Configuration hadoop;
  private final OutputFolder folder;
  private final Identity identity;
  private final boolean fresh;

  /**
   * @param identity of the sweep that is to run
   * @param fresh whether an earlier sweep there, of any identity, is removed
   */
  FolderClaim(Configuration hadoop, OutputFolder folder, Identity identity, boolean fresh) {
    this.hadoop = hadoop;
    this.folder = folder;
    this.identity = identity;
    this.fresh = fresh;
  }

  /** Creates the folder, locks it, looks again, and writes its identity. */
  OutputFolder.Claim take(FolderLock.Holder holder, FolderLock.Watcher watcher) throws IOException {
    FolderLock lock;
    try {
      makeFolder();
      lock = FolderLock.acquire(hadoop, folder.journal(), holder, watcher);
    } catch (java.nio.file.FileSystemException
        | org.apache.hadoop.security.AccessControlException e) {
      throw notWritable(e);
    }
    boolean claimed = false;
    try {
      requireUsable();
      List<String> removed = fresh ? removeOurs() : List.of();
      removeLeftovers();
      removeOrphans();
      folder.identityFile().write(identity);
      claimed = true;
      return new OutputFolder.Claim(lock, removed);
    } finally {
      if (!claimed) {
        lock.close();
      }
    }
  }

  private void makeFolder() throws IOException {
    if (LocalFiles.isLocal(folder.journal())) {
      Files.createDirectories(LocalFiles.of(folder.journal()));
    } else {
      fileSystem().mkdirs(folder.journal());
    }
  }

  /**
   * Removes all files except the identity, which is replaced: after a kill in between the folder is
   * still ours.
   */
  private List<String> removeOurs() throws IOException {
    List<String> removed = new ArrayList<>();
    for (String name : OURS) {
      if (!name.equals(OutputFile.JOURNAL.path()) && exists(folder.file(name))) {
        fileSystem().delete(folder.file(name), true);
        removed.add(name);
      }
    }
    boolean journalled = false;
    for (FileStatus status : FolderFiles.of(hadoop, folder.journal())) {
      String name = status.getPath().getName();
      boolean kept = FolderLock.isLock(name);
      journalled |= !kept;
      if (!kept && !name.equals(IdentityFile.NAME)) {
        fileSystem().delete(status.getPath(), true);
      }
    }
    if (journalled) {
      removed.add(OutputFile.JOURNAL.path());
    }
    return removed;
  }

  /** Removes what a killed driver had begun to write. */
  private void removeLeftovers() throws IOException {
    for (Path place :
        List.of(
            folder.root(),
            folder.file(OutputFile.BEST),
            folder.file(OutputFile.TABLE),
            folder.journal())) {
      for (FileStatus status : FolderFiles.of(hadoop, place)) {
        if (AtomicFile.isLeftover(status.getPath().getName())) {
          fileSystem().delete(status.getPath(), false);
        }
      }
    }
  }

  /**
   * Removes blocks and checkpoints that executors wrote while the folder was being removed: their
   * sweep is unknown.
   */
  private void removeOrphans() throws IOException {
    if (exists(folder.identityFile().path())) {
      return;
    }
    for (FileStatus status : FolderFiles.of(hadoop, folder.journal())) {
      if (JournalNames.isOurs(status.getPath().getName())) {
        fileSystem().delete(status.getPath(), false);
      }
    }
  }

  /**
   * Looks at the folder. Nothing is written.
   *
   * @throws JobException if it is a file, holds something else, or belongs to another sweep
   * @throws IOException if it cannot be written
   */
  void requireUsable() throws IOException {
    requireFolder();
    Optional<Identity> there = fresh && damaged() ? Optional.of(identity) : folder.identity();
    if (there.isEmpty()) {
      requireNothingForeign();
    } else if (!fresh) {
      List<String> differences = identity.differences(there.get());
      if (!differences.isEmpty()) {
        throw new JobException(
            "%s belongs to another sweep:%n%s%nUse another --out folder, or --fresh to remove that sweep."
                .formatted(folder, String.join("\n", differences))
                .replace("\r\n", "\n"));
      }
    }
    requireWritable();
  }

  private boolean damaged() throws IOException {
    try {
      folder.identity();
      return false;
    } catch (JobException e) {
      return true;
    }
  }

  private void requireFolder() throws IOException {
    for (Path path = folder.root(); path != null; path = path.getParent()) {
      if (exists(path)) {
        if (!fileSystem().getFileStatus(path).isDirectory()) {
          throw new JobException(
              "--out: %s is a file, and a folder is needed. Give another name."
                  .formatted(LocalFiles.display(path)));
        }
        return;
      }
    }
  }

  private void requireNothingForeign() throws IOException {
    for (FileStatus status : FolderFiles.of(hadoop, folder.root())) {
      String name = status.getPath().getName();
      boolean begun = name.equals(OutputFile.JOURNAL.path()) && onlyRemains(status.getPath());
      if (!begun) {
        throw new JobException(
            "--out: %s is not empty (%s), but holds no sweep of Linesweep. Use another folder."
                .formatted(folder, name));
      }
    }
  }

  /**
   * A driver that died between locking the folder and writing its identity leaves locks and
   * temporary files; executors that trained while it was removed leave blocks and checkpoints.
   */
  private boolean onlyRemains(Path journal) throws IOException {
    for (FileStatus status : FolderFiles.of(hadoop, journal)) {
      String name = status.getPath().getName();
      if (!FolderLock.isLock(name)
          && !name.endsWith(AtomicFile.TEMPORARY)
          && !JournalNames.isOurs(name)) {
        return false;
      }
    }
    return true;
  }

  private void requireWritable() throws IOException {
    if (!LocalFiles.isLocal(folder.root())) {
      return;
    }
    java.nio.file.Path existing = LocalFiles.of(folder.root());
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing != null && Files.getFileStore(existing).isReadOnly()) {
      throw notWritable(
          new FileSystemException(existing.toString(), null, "Read-only file system"));
    }
    if (existing == null || !Files.isWritable(existing)) {
      throw notWritable(new java.nio.file.AccessDeniedException(String.valueOf(existing)));
    }
  }

  private IOException notWritable(IOException e) {
    return new NotWritableException(
        "--out: %s cannot be written: %s"
            .formatted(
                folder,
                Faults.of(e)
                    .map(Fault::what)
                    .orElse(
                        "%s %s. Use another folder."
                            .formatted(e.getClass().getSimpleName(), e.getMessage()))),
        e);
  }

  /** The message has the remedy only if the fault is not in the catalogue. */
  private static final class NotWritableException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    NotWritableException(String message, IOException cause) {
      super(message, cause);
    }
  }

  private FileSystem fileSystem() throws IOException {
    return folder.root().getFileSystem(hadoop);
  }

  private boolean exists(Path path) throws IOException {
    return fileSystem().exists(path);
  }
}
