package dev.linesweep.report;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes {@code status.json}, the contract where the exit code of a driver cannot be seen. */
public final class StatusJson {
  /** How far a sweep has come. */
  public enum State {
    RUNNING,
    COMPLETE,
    /** Stopped by a budget; the same command goes on. */
    PARTIAL,
    FAILED,
    INTERRUPTED
  }

  private StatusJson() {}

  /**
   * @param exitCode of the command; of no meaning while it runs, and then left out
   * @param reason a sentence; empty where there is nothing to say
   */
  public static String of(State state, int exitCode, String reason, long done, long total) {
    ObjectNode json = Json.object();
    json.put("state", state.name());
    if (state != State.RUNNING) {
      json.put("exit_code", exitCode);
    }
    json.put("reason", Secrets.scrubbed(reason));
    json.put("trials_done", done);
    json.put("trials_total", total);
    return Json.text(json);
  }
}
