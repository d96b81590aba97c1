package dev.linesweep.cli;

import dev.linesweep.report.RankedSweep;
import dev.linesweep.report.SweepListener;
import dev.linesweep.report.console.ClosingText;
import dev.linesweep.report.console.ProgressLine;
import dev.linesweep.result.Progress;
import dev.linesweep.result.SweepSize;
import dev.linesweep.text.Counted;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prints progress to standard error, one line in place on a terminal, else a line now and then; and
 * the results to standard output as soon as they are known.
 */
final class ProgressPrinter implements SweepListener {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final String ERASE_TO_END = "\033[K";

  private final Talk talk;
  private final int columns = Terminal.errorColumns();
  private final boolean terminal = Terminal.showsErrors();
  private final Colour colour = Colour.ofStandardError();
  private final Screen err;
  private final PrintWriter results;
  private final String metric;
  private @Nullable SweepSize size;
  private long began;
  private long printed;
  private boolean ended;
  private boolean inPlace;

  ProgressPrinter(Talk talk, PrintWriter err, PrintWriter results, String metric) {
    this.talk = talk;
    this.err = Screen.of(err);
    this.results = results;
    this.metric = metric;
  }

  /** What a phase does, for those that no other line tells of. */
  private static final Map<String, String> DOING =
      Map.ofEntries(
          Map.entry("data", "reading the data"),
          Map.entry("folder", "taking the output folder"),
          Map.entry("journal", "reading the journal"),
          Map.entry("samples", "sending the samples to the executors"),
          Map.entry("ranking", "ranking the trials"),
          Map.entry("curves", "gathering the curves"),
          Map.entry("tables", "writing the tables"),
          Map.entry("baselines", "fitting the baselines"),
          Map.entry("best model", "checking and writing the best model"),
          Map.entry("page", "writing the report"),
          Map.entry("tracking", "sending the results to MLflow"));

  private final Set<String> lasting = new HashSet<>();

  @Override
  public synchronized void lasting(String phase) {
    String doing = DOING.get(phase);
    if (talk != Talk.QUIET && doing != null) {
      lasting.add(phase);
      say(doing + "…");
    }
  }

  @Override
  public synchronized void note(String text) {
    if (talk != Talk.QUIET) {
      say(text);
    }
  }

  /** On a line of its own: the moving one is drawn again below it. */
  private void say(String text) {
    if (inPlace) {
      err.control("\r" + ERASE_TO_END);
    }
    err.println(text);
    inPlace = false;
  }

  /** Ends the moving line, so that what follows has a line of its own. */
  synchronized void leaveLine() {
    if (inPlace) {
      err.println();
      inPlace = false;
    }
  }

  @Override
  public synchronized void phase(String name, Duration time) {
    if (lasting.remove(name) || talk == Talk.VERBOSE) {
      say(String.format(Locale.ROOT, "%s: %.2f s", name, time.toNanos() / 1e9));
    }
  }

  @Override
  public synchronized void started(SweepSize begun) {
    size = begun;
    began = System.nanoTime();
    printed = began;
    if (talk == Talk.VERBOSE) {
      say(
          String.format(
              Locale.ROOT,
              "%s in %,d %s; %s journalled; %s to train, %d at once",
              Counted.of(begun.trials(), "trial"),
              begun.trajectories(),
              Counted.word(begun.trajectories(), "trajectory", "trajectories"),
              Counted.of(begun.journalled(), "trial"),
              Counted.of(begun.blocks(), "block"),
              begun.slots()));
    }
  }

  @Override
  public synchronized void progressed(Progress progress) {
    long now = System.nanoTime();
    if (terminal || now - printed >= BETWEEN_LINES.toNanos()) {
      printed = now;
      print(progress, terminal ? "" : "\n");
    }
  }

  @Override
  public synchronized void ranked(RankedSweep sweep) {
    results.print(ClosingText.of(sweep, Terminal.resultColumns()));
    results.flush();
  }

  @Override
  public synchronized void finished(Progress progress) {
    ended = true;
    print(progress, "\n");
  }

  private void print(Progress progress, String end) {
    if (talk != Talk.QUIET && size != null) {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
      ProgressLine line =
          ended
              ? ProgressLine.last(size, metric, progress, elapsed)
              : ProgressLine.of(size, metric, progress, elapsed);
      if (terminal) {
        inPlace(line.fitting(columns));
      } else {
        err.print(line.text());
      }
      err.print(end);
      err.flush();
      inPlace = terminal && end.isEmpty();
    }
  }

  private void inPlace(ProgressLine.Printed line) {
    err.control("\r" + colour.bar(line.bar()));
    err.print(line.rest());
    err.control(ERASE_TO_END);
  }
}
