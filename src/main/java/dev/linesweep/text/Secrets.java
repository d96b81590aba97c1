package dev.linesweep.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removes secrets from text that is kept. */
public final class Secrets {
  private static final String MASK = "***";
  private static final String SUSPECT =
      "password|passwd|pwd|secret|token|credential|(?:api|access|private|account)[._-]?key|key";

  /** A suspect name, then = or :, then the value up to a delimiter or the end of its quotes. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?i)([\\w.-]*(?:"
              + SUSPECT
              + ")[\\w.-]*[\"']?\\s*[=:]\\s*)"
              + "(\"[^\"]*\"?|'[^']*'?|\\$\\{env:[^}]*\\}|[^\\s,;&}\\]]+)");

  /** The user's part of a URI: {@code //name:password@}. */
  private static final Pattern USER_INFO = Pattern.compile("(//[^/\\s:@]*:)[^/\\s@]+@");

  /** A user without a password may be a token: {@code https://token@}. */
  private static final Pattern TOKEN_USER = Pattern.compile("(https?://)[^/\\s:@]+@");

  private static final Pattern SUSPECT_NAME = Pattern.compile("(?i).*(?:" + SUSPECT + ").*");
  private static final Pattern SUSPECT_OPTION =
      Pattern.compile("--?[\\w-]*(?:" + SUSPECT + ")", Pattern.CASE_INSENSITIVE);

  private Secrets() {}

  /** The text with the values of suspect names masked; {@code ${env:NAME}} stays. */
  public static String scrubbed(String text) {
    String masked =
        ASSIGNMENT
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        found.group(1)
                            + (found.group(2).startsWith("${env:") ? found.group(2) : MASK)));
    String withoutPassword = USER_INFO.matcher(masked).replaceAll("$1" + MASK + "@");
    return TOKEN_USER.matcher(withoutPassword).replaceAll("$1" + MASK + "@");
  }

  /**
   * A command line with its secrets masked. In an argument {@code name=value} with a suspect name
   * the whole value is masked, however it is written, and so is the argument after {@code
   * --password}.
   */
  public static List<String> scrubbed(List<String> arguments) {
    List<String> scrubbed = new ArrayList<>();
    boolean maskNext = false;
    for (String argument : arguments) {
      scrubbed.add(maskNext ? MASK : argument(argument));
      maskNext = SUSPECT_OPTION.matcher(argument.toLowerCase(Locale.ROOT)).matches();
    }
    return List.copyOf(scrubbed);
  }

  private static String argument(String argument) {
    int split = nameEnd(argument);
    if (split > 0 && SUSPECT_NAME.matcher(argument.substring(0, split)).matches()) {
      String value = argument.substring(split + 1);
      return argument.substring(0, split + 1) + (isReference(value) ? value : MASK);
    }
    return scrubbed(argument);
  }

  /** The end of the name: of the two equals signs in {@code --conf=spark.x=y} the second counts. */
  private static int nameEnd(String argument) {
    int first = argument.indexOf('=');
    if (argument.startsWith("--conf=") || argument.startsWith("--set=")) {
      return argument.indexOf('=', first + 1);
    }
    return first;
  }

  private static boolean isReference(String value) {
    return value.matches("\\$\\{env:[^}]*\\}");
  }
}
