package dev.linesweep.cli;

import dev.linesweep.text.Printable;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What libraries print to standard error by themselves, line by line: without stack traces, without
 * what a terminal would obey, without the complaints of Spark's threads that it is stopping, and
 * without those of the AWS SDK that it has no log. Commands print to their {@link Screen}.
 */
final class LibraryErrors extends OutputStream {
  private static final Pattern FRAME =
      Pattern.compile("\\s+(?:at .*|\\.\\.\\. \\d+ (?:more|common frames omitted))");
  private static final Pattern STOPPING =
      Pattern.compile(".*RejectedExecutionException: .*(?:Shutting down|Terminated).*");

  /** The AWS SDK's bundle has an SLF4J of its own, under a name for which there is no log. */
  private static final Pattern NO_LOG =
      Pattern.compile(
          "SLF4J: (?:Failed to load class \"org\\.slf4j\\.impl\\.StaticLoggerBinder\"\\."
              + "|Defaulting to no-operation \\(NOP\\) logger implementation"
              + "|See \\S+#StaticLoggerBinder for further details\\.)");

  private final PrintStream open;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LibraryErrors(PrintStream open) {
    this.open = open;
  }

  /** What is to be standard error in place of the open one. */
  PrintStream stream() {
    return new PrintStream(this, true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int b) {
    if (b == '\n') {
      print();
    } else {
      line.write(b);
    }
  }

  /**
   * Prints a last line that lacks its end. Libraries that keep the stream may continue to write.
   */
  synchronized void finish() {
    if (line.size() > 0) {
      print();
    }
  }

  private void print() {
    String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
    line.reset();
    boolean useless =
        Stream.of(FRAME, STOPPING, NO_LOG).anyMatch(pattern -> pattern.matcher(text).matches());
    if (!useless) {
      open.println(Printable.lines(text));
    }
  }
}
