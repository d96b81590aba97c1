package dev.linesweep.spark.table;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Common notations of days and times whose characters do not sort in order of time, each with the
 * SQL that turns it into a date or a time. They are read without the names of weekdays and without
 * GMT or UTC.
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

    /** Whether the year has two digits. */
    boolean shortYear() {
      return pattern.contains("yy") && !pattern.contains("yyyy");
    }

    /** Whether a year of two digits comes first. */
    boolean shortYearFirst() {
      return shortYear() && pattern.startsWith("yy");
    }

    /** Only digits. */
    boolean compact() {
      return pattern.matches("[dMy]{6,8}");
    }

    /**
     * Whether the year, a named month and then the other numbers from the left are its order, years
     * of two digits being of one century.
     */
    boolean readsFromTheLeft() {
      return before.isEmpty()
          && (pattern.contains("yyyy") || shortYearFirst())
          && (!compact() || shortYearFirst())
          && !dayFirst()
          && !pattern.endsWith("a")
          && !pattern.endsWith("Z");
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
  private static final int LONGEST = 40;
  private static final String UNSAID =
      "(?i)(^|[ (]+)(mon|tue|wed|thu|fri|sat|sun)[a-z]*[.),]*| (gmt|utc)(?![a-z])";
  private static final Pattern UNSAID_WORDS = Pattern.compile(UNSAID);
  private static final Pattern WEEKDAY =
      Pattern.compile(
          "(?i)(?:^|.*["
              + " (])(mon|monday|tues?|tuesday|wed|wednesday|thu|thurs?|thursday|fri|friday|sat"
              + "|saturday|sun|sunday)(?![a-z]).*");
  private static final Pattern COMPACT_YEAR = Pattern.compile("[0-9]{4}(19|20)[0-9]{2}");

  private DayForms() {}

  private static List<Form> forms() {
    List<Form> forms = new ArrayList<>();
    List<String> days = new ArrayList<>(DateForms.all().stream().filter(DayForms::isDay).toList());
    days.addAll(
        List.of(
            "d-M-yy",
            "M-d-yy",
            "yy-M-d",
            "yy/M/d",
            "yy.M.d",
            "d MMM yy",
            "d/MMM/yy",
            "d/MMM/yyyy",
            "MMM d, yy",
            "MMM-d-yyyy",
            "d MMM, yyyy",
            "d MMMM yyyy",
            "d MMMM, yyyy",
            "MMMM d yyyy",
            "yyyy-M-d",
            "yyyy MMM d",
            "yyyy-MMM-d"));
    days.forEach(day -> forms.add(new Form("", day, false)));
    for (String time : List.of("H:mm", "H:mm:ss", "h:mm a", "h:mm:ss a", "H:mm:ss xx")) {
      days.forEach(day -> forms.add(new Form("", day + " " + time, true)));
    }
    for (String day : List.of("ddMMyyyy", "MMddyyyy", "yyMMdd", "ddMMyy", "MMddyy")) {
      forms.add(new Form("", day, false));
    }
    for (String log : List.of("dd/MMM/yyyy:HH:mm:ss Z", "dd/MMM/yyyy:HH:mm:ss")) {
      forms.add(new Form("", log, true));
    }
    forms.add(new Form("", "MMM d H:mm:ss yyyy", true));
    forms.add(new Form("", "MMM d H:mm:ss xx yyyy", true));
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

  private static boolean isDay(String pattern) {
    return !pattern.contains(":");
  }

  /** The cell without what its date does not need: the name of its weekday, GMT and UTC. */
  static String plain(String cell) {
    return UNSAID_WORDS.matcher(cell).replaceAll("").strip();
  }

  /** The same in SQL. */
  static String plainSql(String column) {
    return "trim(regexp_replace(%s, '%s', ''))".formatted(column, UNSAID);
  }

  /** Whether a weekday is named next to numbers. */
  static boolean hasWeekday(String cell) {
    return WEEKDAY.matcher(cell).matches() && cell.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  /** Every form. */
  static BitSet all() {
    BitSet all = new BitSet();
    all.set(0, FORMS.size());
    return all;
  }

  /** Keeps those of the forms that read the cell. */
  static void retain(BitSet among, String cell) {
    String text = cell.strip();
    if (text.length() > LONGEST) {
      among.clear();
    }
    for (int i = among.nextSetBit(0); i >= 0; i = among.nextSetBit(i + 1)) {
      if (!reads(FORMS.get(i), FORMATS.get(i), FORMS.get(i).before() + text)) {
        among.clear(i);
      }
    }
  }

  private static boolean reads(Form form, DateTimeFormatter format, String text) {
    return reads(format, text)
        && (!form.compact() || form.shortYear() || COMPACT_YEAR.matcher(text).matches());
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

  /** The forms; of two that differ only in how long the name of the month may be, one. */
  static List<Form> of(BitSet among) {
    List<Form> forms =
        IntStream.range(0, FORMS.size()).filter(among::get).mapToObj(FORMS::get).toList();
    List<String> patterns = forms.stream().map(Form::pattern).toList();
    return forms.stream()
        .filter(
            form ->
                !form.pattern().contains("MMMM")
                    || !patterns.contains(form.pattern().replace("MMMM", "MMM")))
        .toList();
  }
}
