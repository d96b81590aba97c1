package dev.linesweep.cli;

import dev.linesweep.report.Printable;
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

  private LibraryErrors(PrintStream open) {
    this.open = open;
  }

  static PrintStream over(PrintStream open) {
    return new PrintStream(new LibraryErrors(open), true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int b) {
    if (b == '\n') {
      print();
    } else {
      line.write(b);
    }
  }

  /** The last line may lack its end. */
  @Override
  public synchronized void close() {
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
