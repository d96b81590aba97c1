package dev.linesweep.track;

import java.util.List;

/** A server that stores the runs of programs. */
public interface Tracker {
  /**
   * Sends a sweep. Parts that the server already has are completed, not sent twice.
   *
   * @throws TrackingException if the server does not take it; a later call continues
   */
  Sent send(TrackedSweep sweep) throws InterruptedException;

  /**
   * The place of a sweep on the server.
   *
   * @param run the identity that the server gave to the run of the sweep
   * @param page the address to view it
   * @param notes what was not sent, and why
   */
  record Sent(String run, String page, List<String> notes) {
    public Sent {
      notes = List.copyOf(notes);
    }
  }
}
