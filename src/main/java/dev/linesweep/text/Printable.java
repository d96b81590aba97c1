package dev.linesweep.text;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Foreign text, such as column names and levels, made safe for a terminal. All such text is cleaned
 * here: escape sequences, control characters and invisible formatting characters (direction
 * overrides among them) are removed, line breaks and tabs become spaces, and long text is
 * shortened.
 */
public final class Printable {
  /** The most characters (code points) of a name. */
  public static final int MAX_LENGTH = 40;

  private static final Pattern ESCAPES =
      Pattern.compile(
          "(?:\\x1B\\[|\\x9B)[0-?]*[ -/]*[@-~]?" // a colour or a move of the cursor
              + "|(?:\\x1B[\\]PX^_]|[\\x9D\\x90\\x98\\x9E\\x9F])[^\\x07\\x1B\\x9C]*"
              + "(?:\\x07|\\x1B\\\\|\\x9C)?" // a title, a link or another string
              + "|\\x1B[ -/]*[0-~]?");
  private static final Pattern BREAKS = Pattern.compile("[\\s\\x{85}\\p{Z}]+");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}]");

  private static final Pattern FORMATS = Pattern.compile("\\p{Cf}");

  /** Characters that a terminal does not show as they are, other than line feeds and tabs. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}&&[^\\n\\t]]");

  private Printable() {}

  /**
   * The text with its line feeds and tabs, at its full length. A control character is shown as the
   * picture of its name ({@code ␛}), so that nothing after an escape sequence is lost; invisible
   * formatting characters are removed.
   */
  public static String lines(String foreign) {
    return UNPRINTABLE.matcher(foreign).find()
        ? UNPRINTABLE
            .matcher(foreign.replace("\r\n", "\n"))
            .replaceAll(found -> picture(found.group().charAt(0)))
        : foreign;
  }

  /** The text with invisible formatting characters as their code points: {@code 12<U+200B>}. */
  public static String coded(String foreign) {
    return FORMATS.matcher(foreign).replaceAll(Printable::code);
  }

  private static String code(MatchResult found) {
    return String.format(Locale.ROOT, "<U+%04X>", found.group().codePointAt(0));
  }

  private static String picture(char unprintable) {
    if (unprintable < ' ') {
      return Character.toString(0x2400 + unprintable);
    }
    return unprintable == 0x7F ? "␡" : Character.isISOControl(unprintable) ? "�" : "";
  }

  /** The text on one line, at most {@link #MAX_LENGTH} characters. */
  public static String of(String foreign) {
    return of(foreign, MAX_LENGTH);
  }

  /** The text on one line, at most {@code length} characters. */
  public static String of(String foreign, int length) {
    String visible = ESCAPES.matcher(foreign).replaceAll("");
    visible = BREAKS.matcher(visible).replaceAll(" ");
    visible = INVISIBLE.matcher(visible).replaceAll("").strip();
    if (visible.codePointCount(0, visible.length()) <= length) {
      return visible;
    }
    return visible.substring(0, visible.offsetByCodePoints(0, length - 1)) + "…";
  }
}
