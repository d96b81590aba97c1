package dev.linesweep.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.linesweep.report.ExitCode;
import dev.linesweep.report.page.PageSource;
import dev.linesweep.store.FolderLock;
import dev.linesweep.text.Json;
import dev.linesweep.text.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The text of {@code status.json}: the state or outcome of a run, for programs that cannot see its
 * exit code or its screen. docs/status.md is the contract; a change that breaks it needs another
 * {@link #VERSION}.
 *
 * @param run the process that runs the sweep, and since when
 * @param written when this was true, by the clock of the driver
 * @param exitCode the exit code that the command returns; empty while it runs
 * @param reason a sentence; empty if there is nothing to say
 * @param phase what the run is doing; empty between two phases and when it has ended
 */
public record StatusJson(
    FolderLock.Holder run,
    Instant written,
    RunState state,
    Optional<ExitCode> exitCode,
    String reason,
    String phase,
    Trials trials) {
  static final int VERSION = 2;

  /** How often a run rewrites it. */
  public static final Duration RENEWAL = Duration.ofSeconds(5);

  /** A run that has not written it for this long is dead: it has missed a dozen writes. */
  public static final Duration STALE = Duration.ofSeconds(60);

  /** The states of a run. */
  public enum RunState {
    RUNNING,
    /** Every trial has a result, or the job's {@code stop} has ended the sweep. */
    COMPLETE,
    /** Stopped by a budget; running the same command again continues. */
    PARTIAL,
    FAILED,
    INTERRUPTED
  }

  /**
   * The progress of the sweep.
   *
   * @param done trials with a result, including those of earlier runs
   * @param perSecond trials that this run has trained per second of training; not a number before
   *     it trains
   * @param share the share of the work that is done, from 0 to 1, as in the progress line
   */
  public record Trials(
      long total, long done, long diverged, long failed, double perSecond, double share) {
    Map<String, Object> toMap() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("total", total);
      fields.put("done", done);
      fields.put("diverged", diverged);
      fields.put("failed", failed);
      fields.put("per_second", Json.rounded(perSecond));
      return fields;
    }
  }

  /** Reads the status of a run that did not end properly. */
  static PageSource.LaterRun laterRun(JsonNode json) {
    String state = json.path("state").asText();
    return state.equals(RunState.FAILED.name()) || state.equals(RunState.INTERRUPTED.name())
        ? new PageSource.LaterRun(state.toLowerCase(Locale.ROOT), json.path("reason").asText())
        : PageSource.LaterRun.NONE;
  }

  public String toJson() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("version", VERSION);
    fields.put("state", state);
    fields.put("exit_code", exitCode.map(ExitCode::number).orElse(null));
    fields.put("reason", Secrets.scrubbed(reason));
    fields.put("phase", phase);
    fields.put("progress", Json.rounded(trials.share));
    fields.put("trials", trials.toMap());
    fields.put("application", run.application());
    fields.put("attempt", run.attempt());
    fields.put("host", run.host());
    fields.put("pid", run.pid());
    fields.put("began", run.since().truncatedTo(ChronoUnit.MILLIS));
    fields.put("written", written.truncatedTo(ChronoUnit.MILLIS));
    fields.put("stale_after_seconds", STALE.toSeconds());
    return Json.of(fields);
  }
}
