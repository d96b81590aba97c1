package dev.linesweep.spark.table;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number with more around it than {@link NumberText} accepts: a unit ({@code 12 km}, {@code
 * €1.5M}, {@code 10,000+}), accountants' brackets, or a minus behind it or apart from it. *
 *
 * <p>Such numbers are recognized in order to say how to read their column, not to read it.
 *
 * @param number without a unit, a mark and brackets
 * @param before a mark before the number, as in {@code ca. 12}, {@code #12} and {@code '12'}; empty
 *     for none
 * @param unit as it is written behind the number; empty for none
 * @param isLikeACode one letter right behind the digits, as in 10D
 * @param remark whether a sign tells more about the number, as in {@code < 5} and {@code 961*}
 */
record DressedNumber(
    NumberText number,
    String before,
    String unit,
    boolean brackets,
    boolean minusBehind,
    boolean isLikeACode,
    boolean remark) {
  private static final int LONGEST = 40;

  /** Text without digits, except the last one of m2 and the like. */
  private static final Pattern UNIT =
      Pattern.compile("/?[\\p{L}\\p{Sc}\\x{B0}\\x{2103}\\x{2109}\"'+][^0-9,;:()]*[23]?");

  /** Signs before or after a number that add a remark to it. */
  private static final Pattern REMARK =
      Pattern.compile(
          "[<>\u2264\u2265~\u2248]=?\\h*(.*[^*])|(.*[^*\u2020\u2021])\\h*(\\*{1,3}|[\u2020\u2021])");

  /** Have no width. */
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

  DressedNumber(
      NumberText number, String unit, boolean brackets, boolean minusBehind, boolean isLikeACode) {
    this(number, "", unit, brackets, minusBehind, isLikeACode, false);
  }

  /** What follows the number of a day or an hour. */
  private static final Pattern TIME =
      Pattern.compile(
          "(?i)(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?"
              + "|oct(ober)?|nov(ember)?|dec(ember)?|mon(day)?|tue(sday)?|wed(nesday)?|thu(rsday)?"
              + "|fri(day)?|sat(urday)?|sun(day)?|[ap]\\.?m|o'clock|uhr)\\.?");

  private static final String QUOTES = "'\"`\u2018\u2019\u201A\u201C\u201D\u201E";

  /** What says that a number is not exact, or that it is the number of something. */
  private static final Pattern BEFORE =
      Pattern.compile(
          "(?iu)((?:ca|circa|approx|approximately|about|around|roughly|est|etwa|rund|env|no|nr)\\b\\.?"
              + "|[#"
              + QUOTES
              + "])(.+)");

  static Optional<DressedNumber> of(String cell) {
    String text =
        NumberText.stripped(
            WholePrice.withZeros(Digits.ascii(INVISIBLE.matcher(cell).replaceAll(""))));
    Matcher remark = REMARK.matcher(text);
    if (!remark.matches()) {
      DressedNumber number = marked(text);
      return number != null || text.length() == cell.length()
          ? Optional.ofNullable(number)
          : NumberText.of(text).map(bare -> new DressedNumber(bare, "", false, false, false));
    }
    String rest = NumberText.stripped(remark.group(1) == null ? remark.group(2) : remark.group(1));
    DressedNumber number = marked(rest);
    return Optional.ofNullable(number)
        .or(() -> NumberText.of(rest).map(bare -> new DressedNumber(bare, "", false, false, false)))
        .map(DressedNumber::withRemark);
  }

  private DressedNumber withRemark() {
    return new DressedNumber(number, before, unit, brackets, minusBehind, isLikeACode, true);
  }

  /** Whether the cell has a character without a width. */
  static boolean hasInvisible(String cell) {
    return INVISIBLE.matcher(cell).find();
  }

  private static @Nullable DressedNumber marked(String text) {
    Matcher mark = BEFORE.matcher(text);
    return text.length() <= LONGEST && mark.matches()
        ? marked(mark.group(1), NumberText.stripped(mark.group(2)))
        : parse(text);
  }

  private static @Nullable DressedNumber marked(String mark, String text) {
    boolean quoted =
        text.length() > 1 && isQuote(mark.charAt(0)) && isQuote(text.charAt(text.length() - 1));
    String rest = quoted ? NumberText.stripped(text.substring(0, text.length() - 1)) : text;
    NumberText number = NumberText.of(rest).orElse(null);
    if (number != null) {
      return new DressedNumber(number, mark, "", false, false, false, false);
    }
    DressedNumber other = parse(rest);
    return other == null
        ? null
        : new DressedNumber(
            other.number,
            mark,
            other.unit,
            other.brackets,
            other.minusBehind,
            other.isLikeACode,
            false);
  }

  private static boolean isQuote(char c) {
    return QUOTES.indexOf(c) >= 0;
  }

  private static @Nullable DressedNumber parse(String text) {
    if (text.length() < 2 || text.length() > LONGEST || !mayBegin(text.charAt(0))) {
      return null;
    }
    if (text.endsWith(")")) {
      return inBrackets(text);
    }
    if (text.endsWith("-")) {
      NumberText number = unsigned(text.substring(0, text.length() - 1));
      return number == null ? null : new DressedNumber(number, "", false, true, false);
    }
    DressedNumber signApart = signApart(text);
    return signApart != null ? signApart : withUnit(text);
  }

  private static boolean mayBegin(char c) {
    return NumberText.isDigit(c) || !Character.isLetter(c) || Character.isUpperCase(c);
  }

  /** {@code (5.00)}, {@code $(5.00)} or {@code ($5.00)}. */
  private static @Nullable DressedNumber inBrackets(String text) {
    int open = text.indexOf('(');
    if (open < 0) {
      return null;
    }
    NumberText number =
        unsigned(text.substring(0, open) + text.substring(open + 1, text.length() - 1));
    return number == null ? null : new DressedNumber(number, "", true, false, false);
  }

  private static @Nullable DressedNumber signApart(String text) {
    if (text.charAt(0) != '-') {
      return null;
    }
    NumberText number = unsigned(text.substring(1));
    return number == null ? null : new DressedNumber(number, "", false, false, false);
  }

  private static @Nullable DressedNumber withUnit(String text) {
    for (int end = 1; end < text.length(); end++) {
      if (NumberText.isDigit(text.charAt(end - 1)) && !NumberText.isDigit(text.charAt(end))) {
        String unit = NumberText.stripped(text.substring(end));
        NumberText number = NumberText.of(text.substring(0, end)).orElse(null);
        if (number != null && UNIT.matcher(unit).matches() && !TIME.matcher(unit).matches()) {
          boolean apart = NumberText.isBlank(text.charAt(end));
          return new DressedNumber(number, unit, false, false, isLikeACode(number, apart, unit));
        }
      }
    }
    return null;
  }

  private static boolean isLikeACode(NumberText number, boolean apart, String unit) {
    return !apart
        && unit.length() == 1
        && Character.isLetter(unit.charAt(0))
        && number.currency().isEmpty();
  }

  private static @Nullable NumberText unsigned(String text) {
    NumberText number = NumberText.of(text).orElse(null);
    boolean signed = text.indexOf('-') >= 0 || text.indexOf('+') >= 0;
    return signed ? null : number;
  }
}
