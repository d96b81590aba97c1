package dev.linesweep.run;

import dev.linesweep.store.FolderLock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Tells of an output folder's lock, and ends the run whose lock is lost.
 *
 * @param run the thread that is interrupted then
 */
record LockNotes(Thread run, Consumer<String> notes) implements FolderLock.Watcher {
  @Override
  public void lost() {
    run.interrupt();
  }

  @Override
  public void waiting(String why, Duration most) {
    notes.accept("%s: waiting %d s".formatted(why, most.toSeconds()));
  }
}
