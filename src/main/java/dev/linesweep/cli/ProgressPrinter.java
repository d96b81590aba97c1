package dev.linesweep.cli;

import dev.linesweep.report.console.ProgressLine;
import dev.linesweep.result.Progress;
import dev.linesweep.result.SweepListener;
import dev.linesweep.result.SweepSize;
import dev.linesweep.text.Counted;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prints progress to standard error, one line in place on a terminal, else a line now and then; and
 * the results to standard output as soon as they are known.
 */
final class ProgressPrinter implements SweepListener {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final String BETWEEN_PARTS = " · ";
  private static final Pattern NAME_OF_BEST = Pattern.compile("best (?:of this run )?\\S+ (\\S+)");

  /** Characters of a bar where there is little room. */
  private static final int SHORT = 8;

  private static final String ERASE_TO_END = "\033[K";

  private final Talk talk;
  private final int columns = Terminal.errorColumns();
  private final boolean terminal = Terminal.showsErrors();
  private final Colour colour = Colour.ofStandardError();
  private final Screen err;
  private final PrintWriter results;
  private final String metric;
  private @Nullable ProgressLine line;
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

  @Override
  public void note(String text) {
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

  /** Ends the moving line where it stands, so that what follows has a line of its own. */
  void leaveLine() {
    if (inPlace) {
      err.println();
      inPlace = false;
    }
  }

  @Override
  public void phase(String name, Duration time) {
    if (talk == Talk.VERBOSE) {
      say(String.format(Locale.ROOT, "%s: %.2f s", name, time.toNanos() / 1e9));
    }
  }

  @Override
  public void started(SweepSize size) {
    line = new ProgressLine(size, metric);
    began = System.nanoTime();
    printed = began;
    if (talk == Talk.VERBOSE) {
      say(
          String.format(
              Locale.ROOT,
              "%s in %,d %s; %s journalled; %s to train, %d at once",
              Counted.of(size.trials(), "trial"),
              size.trajectories(),
              Counted.word(size.trajectories(), "trajectory", "trajectories"),
              Counted.of(size.journalled(), "trial"),
              Counted.of(size.blocks(), "block"),
              size.slots()));
    }
  }

  @Override
  public void progressed(Progress progress) {
    long now = System.nanoTime();
    if (terminal || now - printed >= BETWEEN_LINES.toNanos()) {
      printed = now;
      print(progress, terminal ? "" : "\n");
    }
  }

  @Override
  public void ranked(String closingText) {
    results.print(closingText);
    results.flush();
  }

  @Override
  public void finished(Progress progress) {
    ended = true;
    print(progress, "\n");
  }

  private void print(Progress progress, String end) {
    if (talk != Talk.QUIET && line != null) {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
      String text = ended ? line.formatLast(progress, elapsed) : line.format(progress, elapsed);
      if (terminal) {
        inPlace(fitting(text, columns));
      } else {
        err.print(text);
      }
      err.print(end);
      err.flush();
      inPlace = terminal && end.isEmpty();
    }
  }

  /**
   * For a terminal without room for all of it: without the metric's name, with a shorter bar, with
   * none, and at last without the parts at its end.
   */
  static String fitting(String text, int columns) {
    String nameless = NAME_OF_BEST.matcher(text).replaceFirst("best $1");
    String line =
        Stream.of(text, nameless, shorterBar(nameless), withoutBar(nameless))
            .filter(each -> each.length() < columns)
            .findFirst()
            .orElseGet(() -> shorterBar(nameless));
    while (line.length() >= columns && line.lastIndexOf(BETWEEN_PARTS) > 0) {
      line = line.substring(0, line.lastIndexOf(BETWEEN_PARTS));
    }
    return line;
  }

  private static String shorterBar(String text) {
    int end = text.indexOf(']');
    if (end < 0) {
      return text;
    }
    int full =
        (int) text.substring(0, end).chars().filter(c -> c == '#').count() * SHORT / (end - 1);
    return "[" + "#".repeat(full) + "-".repeat(SHORT - full) + text.substring(end);
  }

  private static String withoutBar(String text) {
    return text.substring(text.indexOf(']') + 1).stripLeading();
  }

  private void inPlace(String text) {
    int behind = text.indexOf(']') + 1;
    err.control("\r" + colour.bar(text.substring(0, behind)));
    err.print(text.substring(behind));
    err.control(ERASE_TO_END);
  }
}
