package dev.linesweep.track;

import dev.linesweep.result.OutputFile;
import dev.linesweep.store.FolderLock;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Sends the outputs of a folder to a tracking server, and writes the result to {@code
 * tracking.json}.
 *
 * @param environment has the credentials
 */
public record TrackingRun(
    Configuration hadoop, OutputFolder folder, Map<String, String> environment) {
  /** The time limit after a sweep, while the user waits. */
  public static final Duration AFTER_SWEEP = Duration.ofMinutes(2);

  /** The time limit of a separate command. */
  public static final Duration AT_LEISURE = Duration.ofHours(1);

  /** Whether the server has the outputs as they are, so that there is nothing to send. */
  public boolean isDone(TrackingTarget target) throws IOException {
    Optional<TrackingFile> earlier = TrackingFile.read(folder);
    return earlier.isPresent() && earlier.get().has(target, TrackingFile.stamp(folder));
  }

  /**
   * Sends them.
   *
   * @param inAll the most time that it may take
   * @param lock the lock of the folder, so that nothing else changes, removes or sends it meanwhile
   * @throws TrackingException if the server does not accept them; {@code tracking.json} says why
   * @throws dev.linesweep.spec.JobException if the sweep has not ended, or a file is damaged
   */
  public Tracker.Sent send(TrackingTarget target, Duration inAll, FolderLock lock)
      throws IOException, InterruptedException {
    String known =
        TrackingFile.read(folder)
            .filter(earlier -> earlier.isOf(target))
            .map(TrackingFile::run)
            .orElse("");
    TrackedSweep sweep = FolderSweep.read(hadoop, folder, known, target.top());
    String stamp = TrackingFile.stamp(folder);
    Tracker tracker = MlflowTracker.of(target, environment, Patience.of(inAll));
    try {
      Tracker.Sent sent = tracker.send(sweep);
      write(TrackingFile.sent(target, sent, stamp), lock);
      return sent;
    } catch (TrackingException e) {
      write(TrackingFile.unsent(target, String.valueOf(e.getMessage()), known, stamp), lock);
      throw e;
    }
  }

  private void write(TrackingFile file, FolderLock lock) throws IOException {
    if (!lock.held()) {
      throw new IOException(
          "%s was taken over while it was sent, so %s is not written"
              .formatted(folder, OutputFile.TRACKING.path()));
    }
    file.write(folder);
  }
}
