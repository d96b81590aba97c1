package dev.linesweep.spark.table;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may order the cells of a text column besides their characters: the numbers in them, a year
 * that stands behind other numbers, the names of months or of weekdays.
 *
 * <p>{@link #key} gives a text that is to be compared by {@link #BY_NUMBERS}; {@link #sql} makes
 * the same text with its numbers padded, whose bytes order it alike.
 */
enum CellOrder {
  /** Monday first. */
  WEEKDAYS {
    @Override
    Optional<String> key(String cell) {
      String word = cell.strip().toLowerCase(Locale.ROOT);
      return WEEKDAY.matcher(word).matches()
          ? Optional.of(digits(SEVEN.indexOf(word.substring(0, 3))))
          : Optional.empty();
    }

    @Override
    String sql(String column, int width) {
      return "instr('%s', left(lower(trim(%s)), 3))".formatted(SEVEN, column);
    }
  },
  YEARS_AND_MONTHS {
    @Override
    Optional<String> key(String cell) {
      return year(cell).flatMap(year -> month(cell).map(m -> year + " " + m + " " + cell));
    }

    @Override
    String sql(String column, int width) {
      return bytes(
          "concat(%s, ' ', %s, ' ', %s)"
              .formatted(yearSql(column), monthSql(column), padded(column, width)));
    }
  },
  /** Years and what part of the year a word names: a season, a half, a Roman number. */
  YEARS_AND_PERIODS {
    @Override
    Optional<String> key(String cell) {
      return year(cell)
          .flatMap(
              year ->
                  PeriodWords.place(cell).map(place -> year + " " + digits(place) + " " + cell));
    }

    @Override
    String sql(String column, int width) {
      return YEARS.sql(column, width);
    }
  },
  /** Years such as '99, and months and other numbers in them. */
  SHORT_YEARS {
    @Override
    Optional<String> key(String cell) {
      return shortYear(cell).map(year -> year + " " + month(cell).orElse("00") + " " + cell);
    }

    @Override
    String sql(String column, int width) {
      String year = "regexp_extract(%s, '%s', 2)".formatted(column, SHORT_YEAR.pattern());
      return bytes(
          "concat(%s, ' ', %s, ' ', %s)"
              .formatted(ShortYears.wholeSql(year), monthSql(column), padded(column, width)));
    }
  },
  MONTHS {
    @Override
    Optional<String> key(String cell) {
      return month(cell).map(month -> month + " " + cell);
    }

    @Override
    String sql(String column, int width) {
      return bytes("concat(%s, ' ', %s)".formatted(monthSql(column), padded(column, width)));
    }
  },
  YEARS {
    @Override
    Optional<String> key(String cell) {
      return YEAR_FIRST.matcher(cell).lookingAt()
          ? Optional.empty()
          : year(cell).map(year -> year + " " + cell);
    }

    @Override
    String sql(String column, int width) {
      return bytes("concat(%s, ' ', %s)".formatted(yearSql(column), padded(column, width)));
    }
  },
  NUMBERS {
    @Override
    Optional<String> key(String cell) {
      return Optional.of(cell);
    }

    @Override
    String sql(String column, int width) {
      return bytes(padded(column, width));
    }
  };

  /** Runs of digits by their numbers, all else by its characters. */
  static final Comparator<String> BY_NUMBERS = CellOrder::compare;

  private static final String SEVEN = "montuewedthufrisatsun";
  private static final String TWELVE = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final Pattern WEEKDAY =
      Pattern.compile(
          "mon(day)?|tue(s|sday)?|wed(nesday)?|thu(r|rs|rsday)?|fri(day)?|sat(urday)?|sun(day)?");
  private static final String ANY_MONTH =
      "(^|[^a-z])(" + TWELVE.replaceAll("...(?=.)", "$0|") + ")";
  private static final Pattern MONTH = Pattern.compile(ANY_MONTH + "([a-z]*)");
  private static final List<String> MONTH_ENDS =
      List.of("uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** A year at the beginning, or a number next to words that is hardly a year. */
  private static final Pattern YEAR_FIRST =
      Pattern.compile("\\W*[12][0-9]{3}(?![0-9])|[^0-9]*(1[0-5]|2[2-9])[0-9]{2}(?![0-9])");

  /** Hours from Greenwich, as in +0100. */
  private static final Pattern OFFSET = Pattern.compile("(?<=[0-9] )[+-][0-9]{4}$");

  /** The last number of two digits. */
  private static final Pattern SHORT_YEAR = Pattern.compile("^(.*[^0-9])?([0-9]{2})([^0-9].*)?$");

  private static final Pattern HAS_SHORT_YEAR =
      Pattern.compile(
          "(.*[^0-9])?['’][0-9]{2}([^0-9'’].*)?"
              + "|([QHTqht][ -]?[1-4]|[1-4][ -]?[QHTqht]|[Ww][Kk]?[ -]?[0-9]{1,2})[ /-]+[0-9]{2}"
              + "|[0-9]{2}[ /-]?([QHTqht][ -]?[1-4]|[1-4][QHTqht])"
              + "|[Ff][Yy] ?[0-9]{2}( ?[Qq][1-4])?|[Qq][1-4] ?[Ff][Yy] ?[0-9]{2}");
  private static final Pattern HASH =
      Pattern.compile("[0-9a-fA-F]{16,}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** The cell as this order compares it; empty if it has nothing that this order goes by. */
  abstract Optional<String> key(String cell);

  /**
   * The same in SQL.
   *
   * @param column as SQL names it
   * @param width of the longest number in the column
   */
  abstract String sql(String column, int width);

  /** Digits of the longest number in the cell. */
  static int width(String cell) {
    return NUMBER.matcher(cell).results().mapToInt(run -> run.end() - run.start()).max().orElse(0);
  }

  /** A hash or a UUID, whose digits are not numbers. */
  static boolean isHash(String cell) {
    return HASH.matcher(cell).matches();
  }

  /**
   * The only number of four digits, or the first of two consecutive years, next to other numbers.
   */
  private static Optional<String> year(String cell) {
    String text = OFFSET.matcher(cell).replaceFirst("");
    List<String> numbers = NUMBER.matcher(text).results().map(run -> run.group()).toList();
    List<String> long4 = numbers.stream().filter(number -> number.length() == 4).toList();
    return !long4.isEmpty() && long4.get(0).matches("[12][0-9]{3}") && isOneYear(long4)
        ? Optional.of(long4.get(0))
        : Optional.empty();
  }

  private static boolean isOneYear(List<String> years) {
    return years.size() == 1
        || (years.size() == 2
            && years.get(1).equals(String.valueOf(Integer.parseInt(years.get(0)) + 1)));
  }

  private static Optional<String> shortYear(String cell) {
    String text = cell.strip();
    Matcher matcher = SHORT_YEAR.matcher(text);
    return HAS_SHORT_YEAR.matcher(text).matches() && matcher.matches()
        ? Optional.of(String.valueOf(ShortYears.whole(Integer.parseInt(matcher.group(2)))))
        : Optional.empty();
  }

  private static Optional<String> month(String cell) {
    Matcher matcher = MONTH.matcher(cell.toLowerCase(Locale.ROOT));
    if (!matcher.find()) {
      return Optional.empty();
    }
    int at = TWELVE.indexOf(matcher.group(2));
    String end = matcher.group(3);
    boolean whole =
        end.isEmpty() || end.equals(MONTH_ENDS.get(at / 3)) || (at == 24 && end.equals("t"));
    return whole ? Optional.of(digits(at)) : Optional.empty();
  }

  private static String digits(int number) {
    return String.format(Locale.ROOT, "%02d", number);
  }

  /** Bytes are not text, so their numbers are not searched. */
  static String bytes(String sql) {
    return "encode(%s, 'UTF-8')".formatted(sql);
  }

  static String yearSql(String column) {
    return "regexp_extract(%s, '(^|[^0-9])([12][0-9]{3})(?![0-9])', 2)".formatted(column);
  }

  private static String monthSql(String column) {
    return "lpad(string(instr('%s', regexp_extract(lower(%s), '%s', 2))), 2, '0')"
        .formatted(TWELVE, column, ANY_MONTH);
  }

  /** All numbers with zeros before them, so that they have as many digits as the longest. */
  static String padded(String column, int width) {
    return width < 2
        ? column
        : "regexp_replace(regexp_replace(%s, '([0-9]+)', '%s$1'), '[0-9]*([0-9]{%d})', '$1')"
            .formatted(column, "0".repeat(width - 1), width);
  }

  private static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int difference;
      int c = a.codePointAt(i);
      int d = b.codePointAt(j);
      if (isDigit(c) && isDigit(d)) {
        int endA = endOfNumber(a, i);
        int endB = endOfNumber(b, j);
        difference = compareNumbers(a.substring(i, endA), b.substring(j, endB));
        i = endA;
        j = endB;
      } else {
        difference = Integer.compare(c, d);
        i += Character.charCount(c);
        j += Character.charCount(d);
      }
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(a.length() - i, b.length() - j);
  }

  private static int compareNumbers(String a, String b) {
    String x = a.replaceFirst("^0+", "");
    String y = b.replaceFirst("^0+", "");
    return x.length() == y.length() ? x.compareTo(y) : Integer.compare(x.length(), y.length());
  }

  private static int endOfNumber(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
