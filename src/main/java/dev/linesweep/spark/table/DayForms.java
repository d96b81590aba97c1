package dev.linesweep.spark.table;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Days and times as people write them, in forms whose characters do not order them: each with the
 * SQL that makes a date or a time of it. Forms that begin with the year are not among them.
 */
final class DayForms {
  /**
   * One way of writing.
   *
   * @param before what stands before the cell to make it whole, such as a year
   * @param pattern of Spark and of Java
   * @param time whether there is a time of day
   */
  record Form(String before, String pattern, boolean time) {
    /** Makes a date or a timestamp of the column. */
    String sql(String column) {
      String cell = before.isEmpty() ? column : "concat('%s', %s)".formatted(before, column);
      return "%s(%s, '%s')".formatted(time ? "to_timestamp" : "to_date", cell, pattern);
    }

    /** Only numbers, of which the day comes first. */
    boolean dayFirst() {
      return !pattern.contains("MMM") && pattern.replace("yyyy/", "").startsWith("d");
    }

    boolean monthFirst() {
      return !pattern.contains("MMM") && pattern.replace("yyyy/", "").startsWith("M");
    }

    /** Whether the year, a named month and then the other numbers from the left are its order. */
    boolean readsFromTheLeft() {
      return before.isEmpty() && pattern.contains("yyyy") && !dayFirst() && !pattern.endsWith("a");
    }
  }

  private static final List<Form> FORMS = forms();
  private static final List<DateTimeFormatter> FORMATS =
      FORMS.stream()
          .map(
              form ->
                  new DateTimeFormatterBuilder()
                      .parseCaseInsensitive()
                      .appendPattern(form.pattern())
                      .toFormatter(Locale.US))
          .toList();
  private static final int LONGEST = 32;

  private DayForms() {}

  private static List<Form> forms() {
    List<Form> forms = new ArrayList<>();
    List<String> days =
        DateForms.all().stream().filter(pattern -> !pattern.startsWith("yyyy")).toList();
    days.forEach(day -> forms.add(new Form("", day, false)));
    for (String time : List.of("H:mm", "H:mm:ss", "h:mm a", "h:mm:ss a")) {
      days.forEach(day -> forms.add(new Form("", day + " " + time, true)));
    }
    for (String month : List.of("MMM-yy", "MMM yy", "MMM/yy")) {
      forms.add(new Form("", month, false));
    }
    // A leap year, so that every day is one of it.
    for (String day : List.of("MMM-d", "MMM d", "d-MMM", "d MMM", "M/d", "d/M")) {
      forms.add(new Form("2000/", "yyyy/" + day, false));
    }
    for (String time : List.of("h:mm a", "h:mm:ss a", "h a", "ha")) {
      forms.add(new Form("", time, true));
    }
    return List.copyOf(forms);
  }

  /** Every form. */
  static BitSet all() {
    BitSet all = new BitSet();
    all.set(0, FORMS.size());
    return all;
  }

  /** Leaves those of the forms that read the cell. */
  static void retain(BitSet among, String cell) {
    String text = cell.strip();
    if (text.length() > LONGEST) {
      among.clear();
    }
    for (int i = among.nextSetBit(0); i >= 0; i = among.nextSetBit(i + 1)) {
      if (!reads(FORMATS.get(i), FORMS.get(i).before() + text)) {
        among.clear(i);
      }
    }
  }

  private static boolean reads(DateTimeFormatter format, String text) {
    ParsePosition at = new ParsePosition(0);
    if (format.parseUnresolved(text, at) == null || at.getIndex() != text.length()) {
      return false;
    }
    try {
      format.parse(text);
      return true;
    } catch (DateTimeException noSuchDay) {
      return false;
    }
  }

  static List<Form> of(BitSet among) {
    return IntStream.range(0, FORMS.size()).filter(among::get).mapToObj(FORMS::get).toList();
  }
}
