package dev.linesweep.report.console;

import dev.linesweep.result.Progress;
import dev.linesweep.result.SweepSize;
import dev.linesweep.text.Rounded;
import java.time.Duration;
import java.util.Locale;

/** One line that says how far a sweep is: work done, trials, rate, time left, best so far. */
public final class ProgressLine {
  private static final int BAR = 20;

  private final SweepSize size;
  private final String metric;

  /**
   * @param metric the name of what ranks the trials, such as {@code test_loss}
   */
  public ProgressLine(SweepSize size, String metric) {
    this.size = size;
    this.metric = metric;
  }

  /** For example {@code [########------------] 41% · 66 of 160 trials · 12/s · 8 s left · …}. */
  public String format(Progress progress, Duration elapsed) {
    double share = share(progress);
    double before = (double) size.journalled() / Math.max(1, size.goal());
    return format(progress, elapsed, size.goal(), before + (1 - before) * share, share);
  }

  /** The last line of a run: nothing is left to wait for, and the share is that of all trials. */
  public String formatLast(Progress progress, Duration elapsed) {
    boolean all = progress.done() >= progress.total();
    double share = all ? 1 : Math.min(0.99, (double) progress.done() / progress.total());
    return format(progress, elapsed, progress.total(), share, 1);
  }

  private String format(
      Progress progress, Duration elapsed, long goal, double share, double ofThisRun) {
    StringBuilder line = new StringBuilder(bar(share));
    line.append(String.format(Locale.ROOT, " %3.0f%%", 100 * share));
    line.append(" · ").append(grouped(progress.done())).append(" of ");
    line.append(grouped(goal)).append(" trials");
    appendRate(line, progress, elapsed, ofThisRun);
    if (!Double.isNaN(progress.best())) {
      line.append(size.journalled() > 0 ? " · best of this run " : " · best ")
          .append(metric)
          .append(' ')
          .append(Rounded.of(progress.best()));
    }
    if (progress.diverged() > 0) {
      line.append(" · ").append(grouped(progress.diverged())).append(" diverged");
    }
    if (progress.failed() > 0) {
      line.append(" · ").append(grouped(progress.failed())).append(" failed");
    }
    return line.toString();
  }

  /** The share of this run's work, since trials differ in cost. */
  private double share(Progress progress) {
    if (progress.done() >= size.goal() || size.cost() <= 0) {
      return 1;
    }
    return Math.min(0.99, progress.cost() / size.cost());
  }

  private void appendRate(StringBuilder line, Progress progress, Duration elapsed, double share) {
    double seconds = elapsed.toMillis() / 1e3;
    line.append(" · ").append(elapsed(seconds));
    long trained = progress.done() - size.journalled();
    if (trained > 0 && seconds > 0) {
      line.append(" · ").append(Rounded.of(trained / seconds)).append("/s");
    }
    if (share > 0 && share < 1 && seconds > 0) {
      double left = seconds * (1 - share) / share;
      line.append(" · ").append(duration(left)).append(" left");
    }
  }

  private static String bar(double share) {
    int full = (int) (BAR * share);
    return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
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
