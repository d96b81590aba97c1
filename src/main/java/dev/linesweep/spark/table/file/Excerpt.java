package dev.linesweep.spark.table.file;

import dev.linesweep.fault.Fault;
import dev.linesweep.fault.Faults;
import java.util.regex.Pattern;

/** A piece of a file as messages show it: one line, short, without control characters. */
final class Excerpt {
  private static final int LONGEST = 60;
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]+");

  private Excerpt() {}

  /** The known fault behind a failure, or its message, shortened only if it is very long. */
  static String of(Throwable failure) {
    return Faults.of(failure).map(Fault::text).orElseGet(() -> said(failure));
  }

  private static String said(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    String line = UNPRINTABLE.matcher(text.lines().findFirst().orElse("")).replaceAll(" ").strip();
    return line.length() <= 4 * LONGEST ? line : line.substring(0, 4 * LONGEST) + "…";
  }

  static String of(String text) {
    String start = text.substring(0, Math.min(text.length(), 4 * LONGEST));
    String line = UNPRINTABLE.matcher(start).replaceAll(" ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
