package dev.linesweep.spark.table;

import java.util.regex.Pattern;

/**
 * A notation of numbers: the mark before the decimals, and the one between groups of three digits.
 *
 * <p>A group mark is read only where all groups but the first have three digits and the first does
 * not begin with 0. The kinds of blanks are one mark, and so are the two apostrophes.
 */
enum Marks {
  POINT('.', '\0'),
  POINT_COMMA('.', ','),
  POINT_SPACE('.', ' '),
  POINT_APOSTROPHE('.', '\''),
  COMMA(',', '\0'),
  COMMA_POINT(',', '.'),
  COMMA_SPACE(',', ' '),
  COMMA_APOSTROPHE(',', '\''),
  /** As in India: 12,34,567.8. */
  POINT_LAKH('.', ',') {
    @Override
    boolean reads(String cell, int from, int to, boolean exponent) {
      return !exponent && LAKH.matcher(cell).region(from, to).matches();
    }

    @Override
    String example() {
      return "12,34,567.5";
    }
  };

  private static final Pattern LAKH =
      Pattern.compile("[1-9][0-9]?(,[0-9]{2})*,[0-9]{3}(\\.[0-9]*)?|[0-9]+(\\.[0-9]*)?|\\.[0-9]+");

  private final char decimal;
  private final char group;

  Marks(char decimal, char group) {
    this.decimal = decimal;
    this.group = group;
  }

  int bit() {
    return 1 << ordinal();
  }

  char decimal() {
    return decimal;
  }

  /** The mark between groups of digits; 0 for none. */
  char group() {
    return group;
  }

  /** A number in this notation. */
  String example() {
    String mark = group == '\0' ? "" : String.valueOf(group);
    return "1" + mark + "234" + decimal + "5";
  }

  /** All notations with this decimal mark. */
  static int with(char decimal) {
    int bits = 0;
    for (Marks marks : values()) {
      bits |= marks.decimal == decimal ? marks.bit() : 0;
    }
    return bits;
  }

  /** Whether the digits and marks of {@code cell} from {@code from} to {@code to} are a number. */
  boolean reads(String cell, int from, int to, boolean exponent) {
    int digits = 0;
    int sinceGroup = 0;
    boolean grouped = false;
    boolean fraction = false;
    for (int i = from; i < to; i++) {
      char c = cell.charAt(i);
      if (NumberText.isDigit(c)) {
        digits++;
        sinceGroup++;
      } else if (c == decimal && !fraction && (!grouped || sinceGroup == 3)) {
        fraction = true;
      } else if (isGroup(c) && !fraction && isGroupEnd(grouped, sinceGroup, cell.charAt(from))) {
        grouped = true;
        sinceGroup = 0;
      } else {
        return false;
      }
    }
    boolean whole = !grouped || fraction || sinceGroup == 3;
    boolean ends = decimal == '.' || cell.charAt(to - 1) != decimal;
    return digits > 0 && whole && ends && !(grouped && exponent);
  }

  private static boolean isGroupEnd(boolean grouped, int digits, char first) {
    return grouped ? digits == 3 : digits >= 1 && digits <= 3 && first != '0';
  }

  private boolean isGroup(char c) {
    return switch (group) {
      case '\0' -> false;
      case ' ' -> NumberText.isSpace(c);
      case '\'' -> NumberText.isApostrophe(c);
      default -> c == group;
    };
  }

  /** The text as Java writes numbers: a point before the decimals, no groups. */
  String normalized(String text) {
    StringBuilder normalized = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isGroup(c)) {
        normalized.append(c == decimal ? '.' : c);
      }
    }
    return normalized.toString();
  }
}
