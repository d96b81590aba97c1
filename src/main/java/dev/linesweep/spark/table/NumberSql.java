package dev.linesweep.spark.table;

import dev.linesweep.text.QuotedName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The SQL that reads the numbers of a text column: it removes exactly the extra characters that its
 * cells were seen to have. Whatever is not a number then is null.
 *
 * @param regex what is taken away; empty for nothing
 * @param from characters that others replace
 * @param to these, in the same order
 */
record NumberSql(
    String column, String regex, String from, String to, List<String> before, String behind) {
  /** How often units of this name hold one. */
  private static final Map<String, String> MAGNITUDES =
      Map.ofEntries(
          Map.entry("k", "1000"),
          Map.entry("K", "1000"),
          Map.entry("thousand", "1000"),
          Map.entry("Tsd.", "1000"),
          Map.entry("M", "1000000"),
          Map.entry("mn", "1000000"),
          Map.entry("million", "1000000"),
          Map.entry("Mio", "1000000"),
          Map.entry("Mio.", "1000000"),
          Map.entry("B", "1000000000"),
          Map.entry("bn", "1000000000"),
          Map.entry("billion", "1000000000"),
          Map.entry("Mrd", "1000000000"),
          Map.entry("Mrd.", "1000000000"));

  /** A later table may have 35.- even if this one has not. */
  private static final String MINUS_BEHIND = "(?<![-.,:\u2212\u2013\u2014\\h])\\h*[-\u2212]\\h*$";

  NumberSql {
    before = List.copyOf(before);
  }

  static boolean isMagnitude(String unit) {
    return MAGNITUDES.containsKey(unit);
  }

  /**
   * Reads what the tally has seen.
   *
   * @param decimals the mark before the decimals, or both
   */
  static NumberSql of(String column, DressTally dress, String decimals) {
    StringBuilder single = new StringBuilder();
    TreeMap<Character, Character> replaced = new TreeMap<>();
    boolean blanks = false;
    for (char c : dress.signs()) {
      char ascii = Digits.isDash(c) ? '-' : Digits.ascii(c);
      boolean decimal = decimals.indexOf(ascii) >= 0;
      if (NumberText.isBlank(c)) {
        blanks = true;
      } else if (decimal || ascii == '-' || ascii == '+' || NumberText.isDigit(ascii)) {
        if (c != (decimal ? '.' : ascii)) {
          replaced.put(c, decimal ? '.' : ascii);
        }
      } else {
        single.append(inClass(c));
      }
    }
    List<String> parts =
        new ArrayList<>(
            Stream.concat(
                    dress.currencies().values().stream().filter(word -> word.length() > 1),
                    Stream.concat(
                        dress.units().values().stream(), dress.before().values().stream()))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(NumberSql::literal)
                .toList());
    if (!dress.minusBehind().isEmpty()) {
      parts.add("[-\u2212]\\h*$");
    }
    if (!dress.wholePrices().isEmpty()) {
      parts.add(0, WholePrice.REGEX);
    }
    String singles = (blanks ? "\\h" : "") + single;
    if (!singles.isEmpty()) {
      parts.add("[" + singles + "]");
    }
    StringBuilder from = new StringBuilder();
    StringBuilder to = new StringBuilder();
    replaced.forEach(
        (c, ascii) -> {
          from.append(c);
          to.append(ascii);
        });
    return new NumberSql(
        column,
        String.join("|", parts),
        from.toString(),
        to.toString(),
        signs(QuotedName.sql(column), dress),
        magnitudes(QuotedName.sql(column), dress));
  }

  private static List<String> signs(String name, DressTally dress) {
    List<String> factors = new ArrayList<>();
    if (!dress.brackets().isEmpty()) {
      factors.add("if(contains(%s, '('), -1, 1)".formatted(name));
    }
    if (!dress.minusBehind().isEmpty()) {
      factors.add("if(%s RLIKE r'%s', -1, 1)".formatted(name, MINUS_BEHIND));
    }
    return factors;
  }

  private static String magnitudes(String name, DressTally dress) {
    if (!countsMagnitudes(dress)) {
      return "";
    }
    StringBuilder factor = new StringBuilder(" * CASE");
    dress
        .units()
        .values()
        .forEach(
            unit ->
                factor.append(
                    " WHEN %s RLIKE r'%s[\\s\\h\\p{Cf}*\u2020\u2021]*$' THEN %s"
                        .formatted(name, literal(unit), MAGNITUDES.get(unit))));
    return factor.append(" ELSE 1 END").toString();
  }

  /** Whether the numbers have several units, or some have none, and each unit is a magnitude. */
  private static boolean countsMagnitudes(DressTally dress) {
    boolean alike = dress.units().values().size() == 1 && dress.withoutUnit().isEmpty();
    return !dress.units().isEmpty()
        && !alike
        && dress.units().values().stream().allMatch(NumberSql::isMagnitude);
  }

  /** What the magnitudes are taken for: {@code "K" means 1000}; empty if there are none. */
  static String magnitudes(DressTally dress) {
    return countsMagnitudes(dress)
        ? dress.units().values().stream()
            .map(unit -> "\"%s\" means %s".formatted(unit, MAGNITUDES.get(unit)))
            .collect(Collectors.joining(" and "))
        : "";
  }

  private static String inClass(char c) {
    if (Character.getType(c) == Character.FORMAT) {
      return String.format(Locale.ROOT, "\\x{%04X}", (int) c);
    }
    return switch (c) {
      case '\'' -> "\\x27";
      case '\\', '[', ']', '^', '&' -> "\\" + c;
      default -> String.valueOf(c);
    };
  }

  static String literal(String word) {
    return word.replaceAll("[\\\\.\\[\\]{}()*+?^$|/]", "\\\\$0").replace("'", "\\x27");
  }

  /** The expression. */
  String text() {
    String cell = QuotedName.sql(column);
    if (!regex.isEmpty()) {
      cell = "regexp_replace(%s, r'%s', '')".formatted(cell, regex);
    }
    if (!from.isEmpty()) {
      cell = "translate(%s, '%s', '%s')".formatted(cell, from, to);
    }
    String sign = before.isEmpty() ? "" : String.join(" * ", before) + " * ";
    return sign + "try_cast(%s AS double)".formatted(cell) + behind;
  }

  /** Whether it makes a number of this cell, as Java's parser and Spark's cast do of 10D. */
  boolean reads(String cell) {
    String bare = regex.isEmpty() ? cell : Pattern.compile(regex).matcher(cell).replaceAll("");
    StringBuilder ascii = new StringBuilder();
    for (char c : bare.toCharArray()) {
      int at = from.indexOf(c);
      ascii.append(at < 0 ? c : to.charAt(at));
    }
    Double value = parsed(ascii.toString());
    return value != null && !value.isNaN();
  }

  private static @Nullable Double parsed(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException none) {
      return null;
    }
  }
}
