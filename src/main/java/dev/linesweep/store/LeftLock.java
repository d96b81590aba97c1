package dev.linesweep.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.fs.Path;

/** Tells from a folder's lock whether the process that held it has ended. */
public final class LeftLock {
  private LeftLock() {}

  /**
   * Whether a process of this machine that held the folder has ended, however it did: its lock ends
   * with it. False if this cannot be told: elsewhere than on this machine's file system, without
   * locks, or of a process on another machine, whose locks may not reach this one.
   *
   * <p>Not for the process that holds the folder, which may lose its lock by this.
   *
   * @param host the name or address of the machine
   */
  public static boolean isIn(OutputFolder folder, String host) {
    Path lock = new Path(folder.journal(), FolderLock.LOCK);
    return LocalFiles.isLocal(lock) && isFree(LocalFiles.of(lock)) && isThisMachine(host);
  }

  private static boolean isFree(java.nio.file.Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return shared != null;
    } catch (OverlappingFileLockException | IOException untold) {
      return false;
    }
  }

  private static boolean isThisMachine(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return !host.isEmpty()
          && (address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null);
    } catch (IOException unknown) {
      return false;
    }
  }
}
