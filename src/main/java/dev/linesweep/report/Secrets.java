package dev.linesweep.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes secrets out of what is written down. */
public final class Secrets {
  private static final String STARS = "*****";
  private static final String NAMES =
      "password|passwd|secret|token|credential|access[._-]?key|api[._-]?key";

  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?i)([\\w.:-]*(?:"
              + NAMES
              + ")[\\w.-]*\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|[^\\s,;&}\"']+)");

  private static final Pattern OPTION = Pattern.compile("(?i)--?[\\w.-]*(?:" + NAMES + ")[\\w.-]*");

  private static final Pattern USER_INFO = Pattern.compile("(\\w+://[^/\\s:@]+:)[^/\\s@]+@");

  private Secrets() {}

  /** The text with the values of keys that sound secret, and passwords in URLs, starred. */
  public static String scrubbed(String text) {
    String starred = ASSIGNMENT.matcher(text).replaceAll("$1" + STARS);
    return USER_INFO.matcher(starred).replaceAll("$1" + STARS + "@");
  }

  /** A command line, also where a secret is the argument after its option. */
  public static List<String> scrubbed(List<String> arguments) {
    List<String> scrubbed = new ArrayList<>();
    boolean secret = false;
    for (String argument : arguments) {
      scrubbed.add(secret ? STARS : scrubbed(argument));
      secret = OPTION.matcher(argument).matches();
    }
    return scrubbed;
  }
}
