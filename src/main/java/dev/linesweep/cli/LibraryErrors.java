package dev.linesweep.cli;

import dev.linesweep.text.Printable;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What libraries print to standard error by themselves, line by line: without stack traces, without
 * what a terminal would obey, and without the complaints of Spark's threads that it is stopping.
 * Commands print to their {@link Screen}.
 */
final class LibraryErrors extends OutputStream {
  private static final Pattern FRAME =
      Pattern.compile("\\s+(?:at .*|\\.\\.\\. \\d+ (?:more|common frames omitted))");
  private static final Pattern STOPPING =
      Pattern.compile(".*RejectedExecutionException: .*(?:Shutting down|Terminated).*");

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

  /** Prints a last line that lacks its end. Libraries that keep the stream may go on to write. */
  synchronized void finish() {
    if (line.size() > 0) {
      print();
    }
  }

  private void print() {
    String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
    line.reset();
    if (!FRAME.matcher(text).matches() && !STOPPING.matcher(text).matches()) {
      open.println(Printable.lines(text));
    }
  }
}
