package dev.linesweep.report.console;

import dev.linesweep.result.Progress;
import dev.linesweep.result.SweepSize;
import dev.linesweep.text.Rounded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One line that says how far a sweep is: work done, trials, rate, time left, best so far.
 *
 * @param share of the work that is done, from 0 to 1
 * @param parts from the left
 */
public record ProgressLine(double share, List<Part> parts) {
  private static final int BAR = 20;

  /** Characters of a bar if there is little room. */
  private static final int SHORT = 8;

  private static final String BETWEEN = " · ";

  public ProgressLine {
    parts = List.copyOf(parts);
  }

  /**
   * A part of the line.
   *
   * @param shorter the same for a line with little room
   */
  public record Part(String text, String shorter) {
    Part(String text) {
      this(text, text);
    }
  }

  /**
   * A line as it is printed.
   *
   * @param bar such as {@code [###---]}; empty if there is no room for it
   */
  public record Printed(String bar, String rest) {
    int length() {
      return bar.length() + rest.length();
    }
  }

  /**
   * @param metric the name of what ranks the trials, such as {@code test_loss}
   */
  public static ProgressLine of(
      SweepSize size, String metric, Progress progress, Duration elapsed) {
    double share = share(size, progress);
    double before = (double) size.journalled() / Math.max(1, size.goal());
    List<Part> parts = new ArrayList<>();
    parts.add(trials(progress, size.goal()));
    addTimes(parts, size, progress, elapsed, share);
    addFindings(parts, size, metric, progress);
    addFailed(parts, progress, "");
    return new ProgressLine(before + (1 - before) * share, parts);
  }

  /** The last line of a run: nothing is left to wait for, and the share is that of all trials. */
  public static ProgressLine last(
      SweepSize size, String metric, Progress progress, Duration elapsed) {
    boolean all = progress.done() >= progress.total();
    List<Part> parts = new ArrayList<>();
    parts.add(trials(progress, progress.total()));
    addTimes(parts, size, progress, elapsed, 1);
    addFindings(parts, size, metric, progress);
    addFailed(parts, progress, ", to be retried");
    return new ProgressLine(
        all ? 1 : Math.min(0.99, (double) progress.done() / progress.total()), parts);
  }

  /** All of it: {@code [########------------] 41% · 66 of 160 trials · 12/s · 8 s left · …}. */
  public String text() {
    return bar(BAR) + " " + rest(parts.size(), Part::text);
  }

  /**
   * What fits: without room for all of it without the metric's name, with a shorter bar, with none,
   * and at last without the parts at its end.
   *
   * @param columns that the line must leave at least one of
   */
  public Printed fitting(int columns) {
    String shorter = rest(parts.size(), Part::shorter);
    return Stream.of(
            new Printed(bar(BAR), " " + rest(parts.size(), Part::text)),
            new Printed(bar(BAR), " " + shorter),
            new Printed(bar(SHORT), " " + shorter),
            new Printed("", shorter.strip()))
        .filter(line -> line.length() < columns)
        .findFirst()
        .orElseGet(() -> withoutEnd(columns));
  }

  private Printed withoutEnd(int columns) {
    for (int count = parts.size() - 1; count > 0; count--) {
      Printed line = new Printed(bar(SHORT), " " + rest(count, Part::shorter));
      if (line.length() < columns) {
        return line;
      }
    }
    return new Printed(bar(SHORT), " " + rest(0, Part::shorter));
  }

  private String rest(int count, Function<Part, String> text) {
    StringBuilder rest = new StringBuilder(String.format(Locale.ROOT, "%3.0f%%", 100 * share));
    parts.stream().limit(count).map(text).forEach(part -> rest.append(BETWEEN).append(part));
    return rest.toString();
  }

  private String bar(int length) {
    int full = (int) (BAR * share) * length / BAR;
    return "[" + "#".repeat(full) + "-".repeat(length - full) + "]";
  }

  private static Part trials(Progress progress, long goal) {
    return new Part(grouped(progress.done()) + " of " + grouped(goal) + " trials");
  }

  /** The share of this run's work, since trials differ in cost. */
  private static double share(SweepSize size, Progress progress) {
    if (progress.done() >= size.goal() || size.cost() <= 0) {
      return 1;
    }
    return Math.min(0.99, progress.cost() / size.cost());
  }

  private static void addTimes(
      List<Part> parts, SweepSize size, Progress progress, Duration elapsed, double share) {
    double seconds = elapsed.toMillis() / 1e3;
    parts.add(new Part(elapsed(seconds)));
    long trained = progress.done() - size.journalled();
    if (trained > 0 && seconds > 0) {
      parts.add(new Part(Rounded.of(trained / seconds) + "/s"));
    }
    if (share > 0 && share < 1 && seconds > 0) {
      parts.add(new Part(duration(seconds * (1 - share) / share) + " left"));
    }
  }

  private static void addFindings(
      List<Part> parts, SweepSize size, String metric, Progress progress) {
    if (!Double.isNaN(progress.best())) {
      String best = size.journalled() > 0 ? "best of this run " : "best ";
      String value = Rounded.of(progress.best());
      parts.add(new Part(best + metric + " " + value, "best " + value));
    }
    if (progress.diverged() > 0) {
      parts.add(new Part(grouped(progress.diverged()) + " diverged"));
    }
  }

  /** Nothing may be wrong with these trials: their results may not have found room on a disk. */
  private static void addFailed(List<Part> parts, Progress progress, String outlook) {
    if (progress.failed() > 0) {
      String failed = grouped(progress.failed()) + " failed";
      parts.add(new Part(failed + outlook, failed));
    }
  }

  private static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** To the second for an hour and a half, so that the line moves. */
  private static String elapsed(double seconds) {
    long whole = Math.round(seconds);
    return whole < 90 || whole >= 90 * 60
        ? duration(seconds)
        : "%d min %d s".formatted(whole / 60, whole % 60);
  }

  private static String duration(double seconds) {
    if (seconds < 90) {
      return Math.max(1, Math.round(seconds)) + " s";
    }
    double minutes = seconds / 60;
    return minutes < 90
        ? Math.round(minutes) + " min"
        : String.format(Locale.ROOT, "%.1f h", minutes / 60);
  }
}
