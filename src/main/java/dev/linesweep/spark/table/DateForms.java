package dev.linesweep.spark.table;

import java.text.ParsePosition;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Common ways of writing a day that are not ISO 8601, as patterns of Spark's {@code to_date}.
 *
 * <p>They are known in order to say how to read such a column, not to read it: of {@code 1/2/2020}
 * only its author knows the month.
 */
final class DateForms {
  private static final List<String> PATTERNS =
      List.of(
          "M/d/yyyy",
          "d/M/yyyy",
          "d.M.yyyy",
          "d-M-yyyy",
          "M-d-yyyy",
          "yyyy/M/d",
          "yyyy.M.d",
          "M/d/yy",
          "d/M/yy",
          "d.M.yy",
          "MMM d yyyy",
          "MMM d, yyyy",
          "d MMM yyyy",
          "d-MMM-yyyy",
          "d-MMM-yy",
          "MMMM d, yyyy",
          "M/d/yyyy H:mm:ss",
          "d/M/yyyy H:mm:ss",
          "d.M.yyyy H:mm:ss",
          "M/d/yyyy H:mm",
          "d/M/yyyy H:mm",
          "d.M.yyyy H:mm");

  static final int ALL = (1 << PATTERNS.size()) - 1;
  private static final int LONGEST = 20;
  private static final List<DateTimeFormatter> FORMATS =
      PATTERNS.stream()
          .map(
              pattern ->
                  new DateTimeFormatterBuilder()
                      .parseCaseInsensitive()
                      .appendPattern(pattern)
                      .toFormatter(Locale.US))
          .toList();

  private DateForms() {}

  /** Those of the patterns that read the cell, one bit each. */
  static int of(String cell, int among) {
    String text = cell.strip();
    if (among == 0 || text.length() < 6 || text.length() > LONGEST || !hasDigit(text)) {
      return 0;
    }
    int found = 0;
    for (int i = 0; i < FORMATS.size(); i++) {
      if ((among & (1 << i)) != 0 && reads(FORMATS.get(i), text)) {
        found |= 1 << i;
      }
    }
    return found;
  }

  private static boolean hasDigit(String text) {
    return text.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean reads(DateTimeFormatter format, String text) {
    ParsePosition at = new ParsePosition(0);
    TemporalAccessor parsed = format.parseUnresolved(text, at);
    if (parsed == null || at.getErrorIndex() >= 0 || at.getIndex() != text.length()) {
      return false;
    }
    try {
      format.parse(text);
      return true;
    } catch (java.time.DateTimeException noSuchDay) {
      return false;
    }
  }

  /** Every pattern. */
  static List<String> all() {
    return PATTERNS;
  }

  static List<String> patterns(int bits) {
    List<String> patterns = new ArrayList<>();
    for (int i = 0; i < PATTERNS.size(); i++) {
      if ((bits & (1 << i)) != 0) {
        patterns.add(PATTERNS.get(i));
      }
    }
    return patterns;
  }
}
