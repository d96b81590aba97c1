package dev.linesweep.run;

import dev.linesweep.store.FolderLock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Notes on an output folder's lock; ends a run that loses its lock.
 *
 * @param run the run's thread, which is interrupted then
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
