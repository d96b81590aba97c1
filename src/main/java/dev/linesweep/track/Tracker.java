package dev.linesweep.track;

import java.util.List;

/** A server that keeps what programs tell of their runs. */
public interface Tracker {
  /**
   * Sends a sweep. What the server has of it already is completed and not sent twice.
   *
   * @throws TrackingException if the server does not take it; a later call continues
   */
  Sent send(TrackedSweep sweep) throws InterruptedException;

  /**
   * Where a sweep is.
   *
   * @param run the identity that the server gave to the run of the sweep
   * @param page where people see it
   * @param notes what was not sent, and why
   */
  record Sent(String run, String page, List<String> notes) {
    public Sent {
      notes = List.copyOf(notes);
    }
  }
}
