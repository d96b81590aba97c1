package dev.linesweep.run;

import dev.linesweep.store.OutputFolder;
import dev.linesweep.track.Tracker;
import dev.linesweep.track.TrackingRun;
import dev.linesweep.track.TrackingTarget;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * Tells the tracking server that a request names of the outputs that are there now, if it does not
 * have them. Whatever goes wrong costs a note and nothing else.
 */
public record SweepTracking(
    SweepRequest request, OutputFolder folder, Configuration hadoop, Consumer<String> notes) {

  /** Whether a server is named anywhere. */
  boolean isAsked() {
    return target().isPresent() || note().isPresent();
  }

  /** The same after a sweep, which has ended well: an interrupt ends the sending and no more. */
  void sendUnlessInterrupted() {
    try {
      send();
    } catch (InterruptedException e) {
      notes.accept(unsent("interrupted"));
    }
  }

  public void send() throws InterruptedException {
    Optional<TrackingTarget> target = target();
    try {
      TrackingRun run = new TrackingRun(hadoop, folder, System.getenv());
      if (target.isPresent() && run.isDone(target.get())) {
        return;
      }
      note().ifPresent(notes);
      if (target.isPresent()) {
        tell(run.send(target.get(), TrackingRun.AFTER_SWEEP));
      }
    } catch (IOException | RuntimeException e) {
      notes.accept(unsent(String.valueOf(e.getMessage() == null ? e : e.getMessage())));
    }
  }

  private String unsent(String why) {
    return "warning: not sent to MLflow: %s. The sweep has all of its results in %s; later, linesweep track %s sends them"
        .formatted(why, folder, folder);
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
