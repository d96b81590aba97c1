package dev.linesweep.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.linesweep.report.ExitCode;
import dev.linesweep.report.page.PageSource;
import dev.linesweep.text.Json;
import dev.linesweep.text.Secrets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The text of {@code status.json}: how a run stands or ended, for whoever cannot see its exit code.
 *
 * @param exitCode what the command returned or will return; that of success while it runs
 * @param reason a sentence; empty if there is nothing to say
 * @param done trials with a result
 */
public record StatusJson(
    RunState state,
    ExitCode exitCode,
    String reason,
    long done,
    long total,
    long diverged,
    long failed) {

  /** The states of a run. */
  public enum RunState {
    RUNNING,
    /** Every trial has a result, or the job's {@code stop} has ended the sweep. */
    COMPLETE,
    /** Stopped by a budget; the same command continues. */
    PARTIAL,
    FAILED,
    INTERRUPTED
  }

  /** What a text says of a run that did not come to its end. */
  static PageSource.LaterRun laterRun(JsonNode json) {
    String state = json.path("state").asText();
    return state.equals(RunState.FAILED.name()) || state.equals(RunState.INTERRUPTED.name())
        ? new PageSource.LaterRun(state.toLowerCase(Locale.ROOT), json.path("reason").asText())
        : PageSource.LaterRun.NONE;
  }

  public String toJson() {
    Map<String, Object> trials = new LinkedHashMap<>();
    trials.put("total", total);
    trials.put("done", done);
    trials.put("diverged", diverged);
    trials.put("failed", failed);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("state", state);
    fields.put("exit_code", exitCode.number());
    fields.put("reason", Secrets.scrubbed(reason));
    fields.put("trials", trials);
    return Json.of(fields);
  }
}
