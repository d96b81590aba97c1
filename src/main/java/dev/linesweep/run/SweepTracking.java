package dev.linesweep.run;

import dev.linesweep.store.FolderHold;
import dev.linesweep.store.FolderLock;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.track.Tracker;
import dev.linesweep.track.TrackingRun;
import dev.linesweep.track.TrackingTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * Sends the current outputs to the tracking server that a request names, if the server does not
 * have them yet. A failure adds a note and has no other effect.
 */
public record SweepTracking(
    SweepRequest request, OutputFolder folder, Configuration hadoop, Consumer<String> notes) {

  /** Whether a server is named anywhere. */
  boolean isAsked() {
    return target().isPresent() || note().isPresent();
  }

  /**
   * Sends the outputs after a successful sweep: an interrupt ends only the sending.
   *
   * @param lock the sweep's lock on its folder
   */
  void sendAfterSweep(FolderLock lock) {
    unlessInterrupted(() -> telling(() -> send(lock)));
  }

  /** Sends the outputs of an earlier run, as {@link #send(FolderLock.Holder)} does. */
  void sendAfterNothing(FolderLock.Holder holder) {
    unlessInterrupted(() -> send(holder));
  }

  /**
   * Sends the outputs of an earlier run.
   *
   * @param holder takes the folder's lock meanwhile
   */
  public void send(FolderLock.Holder holder) throws InterruptedException {
    telling(
        () -> {
          if (target().isEmpty()) {
            note().ifPresent(notes);
          } else if (!isDone()) {
            LockNotes watcher = new LockNotes(Thread.currentThread(), notes);
            try (FolderLock lock = FolderHold.take(hadoop, folder, holder, watcher)) {
              send(lock);
            }
          }
        });
  }

  private void send(FolderLock lock) throws IOException, InterruptedException {
    if (isDone()) {
      return;
    }
    note().ifPresent(notes);
    Optional<TrackingTarget> target = target();
    if (target.isPresent()) {
      tell(run().send(target.get(), TrackingRun.AFTER_SWEEP, lock));
    }
  }

  private boolean isDone() throws IOException {
    Optional<TrackingTarget> target = target();
    return target.isPresent() && run().isDone(target.get());
  }

  private TrackingRun run() {
    return new TrackingRun(hadoop, folder, System.getenv());
  }

  @FunctionalInterface
  private interface Sending {
    void send() throws IOException, InterruptedException;
  }

  /** Sends, and notes what went wrong. */
  private void telling(Sending sending) throws InterruptedException {
    try {
      sending.send();
    } catch (IOException | RuntimeException e) {
      notes.accept(unsent(String.valueOf(e.getMessage() == null ? e : e.getMessage())));
    }
  }

  private void unlessInterrupted(Sending sending) {
    try {
      sending.send();
    } catch (InterruptedException e) {
      notes.accept(unsent("interrupted"));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the listener was told
    }
  }

  private String unsent(String why) {
    return "warning: not sent to MLflow: %s. All results are in %s; to send them later: linesweep track %s"
        .formatted(why.replaceFirst("\\.$", ""), folder, folder);
  }

  private Optional<TrackingTarget> target() {
    return TrackingTarget.of(request.mlflow(), request.spec().tracking(), System.getenv());
  }

  private Optional<String> note() {
    return TrackingTarget.note(request.mlflow(), request.spec().tracking(), System.getenv());
  }

  private void tell(Tracker.Sent sent) {
    sent.notes().forEach(notes);
    notes.accept("sent to MLflow: " + sent.page());
  }
}
