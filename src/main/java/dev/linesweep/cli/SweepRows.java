package dev.linesweep.cli;

import dev.linesweep.model.PartMetrics;
import dev.linesweep.output.SavedStatus;
import dev.linesweep.output.SweepSummary;
import dev.linesweep.report.console.SweepsText;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Rounded;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Sweeps next to each other, for readers and for programs. */
record SweepRows(Instant now, ZoneId zone) {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  static SweepRows asOfNow() {
    return new SweepRows(Clock.systemUTC().instant(), ZoneId.systemDefault());
  }

  /**
   * For readers: rounded, in the time zone of the machine.
   *
   * @param folder as they would type it
   */
  SweepsText.Sweep inWords(String folder, SweepSummary sweep) {
    SavedStatus status = sweep.status();
    boolean known = !status.state().isEmpty();
    return new SweepsText.Sweep(
        Printable.of(folder),
        Printable.of(sweep.name()),
        status.standing(sweep.folder(), now),
        known ? MINUTES.format(status.written().atZone(zone)) : "",
        known ? trials(status) : "",
        sweep.best().map(SweepSummary.Best::metric).orElse(""),
        sweep.best().map(SweepRows::best).orElse(SweepsText.Best.NONE));
  }

  private static String trials(SavedStatus status) {
    return status.done() == status.total()
        ? Rounded.of(status.total())
        : Rounded.of(status.done()) + " of " + Rounded.of(status.total());
  }

  private static SweepsText.Best best(SweepSummary.Best best) {
    PartMetrics test = best.test();
    return new SweepsText.Best(
        Rounded.of(best.value()),
        best.setting(),
        Rounded.of(test.loss()),
        Rounded.of(test.rmse()),
        Rounded.of(best.testR2()));
  }

  /** For programs: full precision, times in UTC, null for what is not known. */
  Map<String, Object> fields(SweepSummary sweep) {
    SavedStatus status = sweep.status();
    boolean known = !status.state().isEmpty();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("folder", sweep.folder().root().toString());
    fields.put("name", sweep.name());
    fields.put("state", status.standing(sweep.folder(), now));
    fields.put("written", known ? status.written().toString() : null);
    fields.put("trials", known ? status.total() : null);
    fields.put("done", known ? status.done() : null);
    fields.put("metric", sweep.best().map(SweepSummary.Best::metric).orElse(null));
    fields.put("best", sweep.best().map(SweepSummary.Best::value).orElse(null));
    fields.put("trial_id", sweep.best().map(best -> best.trial().id().toString()).orElse(null));
    return fields;
  }
}
