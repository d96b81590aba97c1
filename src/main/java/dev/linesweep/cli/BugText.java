package dev.linesweep.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Stream;

/** What is printed of a failure that nobody expected. */
final class BugText {
  private static final String OURS = "dev.linesweep.";
  private static final int MOST_CAUSES = 5;
  private static final int MOST_FRAMES = 6;

  private BugText() {}

  /** Every frame. */
  static String whole(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  /**
   * The causes, each in one line with the place that threw it, and the way to it in our own code.
   */
  static String brief(Throwable failure) {
    StringBuilder text = new StringBuilder();
    Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(MOST_CAUSES)
        .forEach(cause -> text.append(lines(cause)));
    return text.append("For the whole stack trace, add --verbose to run or plan.\n").toString();
  }

  private static String lines(Throwable cause) {
    StackTraceElement[] frames = cause.getStackTrace();
    Stream<StackTraceElement> thrown = Arrays.stream(frames).limit(1);
    Stream<StackTraceElement> ours =
        Arrays.stream(frames)
            .skip(1)
            .filter(frame -> frame.getClassName().startsWith(OURS))
            .limit(MOST_FRAMES);
    StringBuilder text = new StringBuilder("  " + firstLine(cause) + "\n");
    Stream.concat(thrown, ours).forEach(frame -> text.append("    in ").append(frame).append('\n'));
    return text.toString();
  }

  private static String firstLine(Throwable cause) {
    return cause.toString().strip().lines().findFirst().orElse("");
  }
}
