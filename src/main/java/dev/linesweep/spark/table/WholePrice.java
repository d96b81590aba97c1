package dev.linesweep.spark.table;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A price without cents, as German, Dutch and Scandinavian shops write it: {@code 35.-}, {@code
 * 35,--}, {@code 35:-}. The dash stands in place of the cents and is not a minus.
 */
final class WholePrice {
  private static final String DASHES = "\\h*[-\u2212\u2013\u2014=]+";

  /** Matches the mark and the dashes behind the digits, in Java and in Spark. */
  static final String REGEX = "(?<=[0-9])[.,:]" + DASHES + "(?![0-9])";

  private static final Pattern DASH = Pattern.compile(REGEX);

  private WholePrice() {}

  static boolean isIn(String cell) {
    return mayBeIn(cell) && DASH.matcher(cell).find();
  }

  /** With zeros in place of the dashes; a colon, which is not a decimal mark, goes with them. */
  static String withZeros(String cell) {
    if (!mayBeIn(cell)) {
      return cell;
    }
    Matcher dash = DASH.matcher(cell);
    if (!dash.find()) {
      return cell;
    }
    char mark = cell.charAt(dash.start());
    return cell.substring(0, dash.start())
        + (mark == ':' ? "" : mark + "0")
        + cell.substring(dash.end());
  }

  private static boolean mayBeIn(String cell) {
    for (int i = 1; i + 1 < cell.length(); i++) {
      char c = cell.charAt(i);
      if ((c == '.' || c == ',' || c == ':') && NumberText.isDigit(cell.charAt(i - 1))) {
        char next = cell.charAt(i + 1);
        if (next == '-' || next == '=' || next > 0x80 || NumberText.isBlank(next)) {
          return true;
        }
      }
    }
    return false;
  }
}
