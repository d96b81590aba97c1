package dev.linesweep.spark.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cells that are dates, or dates with a time, in the form of ISO 8601. */
final class TimeText {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4})-(\\d{1,2})-(\\d{1,2})([T"
              + " ]([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})?)?");

  private TimeText() {}

  static boolean isDate(String cell) {
    Matcher form = form(cell);
    return form.matches() && form.group(4) == null && isDay(form);
  }

  /** A date, with a time or without. */
  static boolean isTime(String cell) {
    Matcher form = form(cell);
    return form.matches() && isDay(form);
  }

  private static Matcher form(String cell) {
    return FORM.matcher(cell.strip());
  }

  private static boolean isDay(Matcher form) {
    try {
      LocalDate.of(
          Integer.parseInt(form.group(1)),
          Integer.parseInt(form.group(2)),
          Integer.parseInt(form.group(3)));
      return true;
    } catch (DateTimeException noSuchDay) {
      return false;
    }
  }
}
