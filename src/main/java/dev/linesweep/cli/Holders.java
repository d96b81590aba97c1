package dev.linesweep.cli;

import dev.linesweep.store.FolderLock;
import java.net.InetAddress;
import java.time.Clock;

/** Who holds an output folder for a command that starts no Spark. */
final class Holders {
  private Holders() {}

  /**
   * @param command as messages name it, such as {@code linesweep rm}
   */
  static FolderLock.Holder of(String command) {
    return new FolderLock.Holder(
        command,
        1,
        InetAddress.getLoopbackAddress().getHostName(),
        ProcessHandle.current().pid(),
        Clock.systemUTC().instant());
  }
}
