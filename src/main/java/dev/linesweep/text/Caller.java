package dev.linesweep.text;

import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who runs a sweep. Messages name the options of the command; for other callers they name the
 * equivalent instead.
 */
public enum Caller {
  /** A user of the command. */
  COMMAND(Map.of(), "", ""),
  /** A program that calls the API. */
  PROGRAM(
      Map.of(
          "out", "withOut(…)",
          "fresh", "withFreshStart()",
          "overwrite", "withOverwrite()",
          "max-trials", "withMaxTrials(…)",
          "time-budget", "withTimeBudget(…)",
          "mlflow", "withMlflow(…)",
          "mlflow none", "withMlflow(\"none\")",
          "engine fused", "engine: fused"),
      "withOut(\"%s\")",
      "Run it again"),
  /** A user who sets params of the estimator. */
  ESTIMATOR(
      Map.of(
          "out", "the param out",
          "fresh", "freshStart = true",
          "overwrite", "overwrite = true",
          "max-trials", "the param maxTrials",
          "time-budget", "the param timeBudget",
          "mlflow", "tracking.mlflow in the param jobSettings",
          "engine fused", "engine = \"fused\"",
          "mlflow none", "\"tracking.mlflow=none\" in the param jobSettings"),
      "out = \"%s\"",
      "Fit it again");

  /** An option, the folder that it names, and the words around it that must change. */
  private static final Pattern OPTION =
      Pattern.compile(
          "(?<![\\w-])(?:(with) )?--(out|fresh|overwrite|max-trials|time-budget|mlflow"
              + " none|mlflow|engine fused)(?![\\w-])(?:"
              + " (?:(folder)\\b|([\\w.+-]+:/[^\\s,]*|/[^\\s,]+)))?");

  private static final Pattern AGAIN =
      Pattern.compile("([Rr])un the (?:sweep|same command) again(?:, then this command)?");

  private final Map<String, String> names;
  private final String folder;
  private final String again;

  /**
   * @param names by option
   * @param folder how a folder is named
   * @param again how a sweep is continued, as a sentence begins
   */
  Caller(Map<String, String> names, String folder, String again) {
    this.names = names;
    this.folder = folder;
    this.again = again;
  }

  /** The message as this caller understands it. */
  public String told(String message) {
    if (this == COMMAND) {
      return message;
    }
    String told =
        OPTION.matcher(message).replaceAll(found -> Matcher.quoteReplacement(words(found)));
    return AGAIN
        .matcher(told)
        .replaceAll(
            found -> found.group(1).startsWith("r") ? again.toLowerCase(Locale.ROOT) : again);
  }

  private String words(MatchResult found) {
    String name =
        found.group(4) == null
            ? names.getOrDefault(found.group(2), found.group())
            : folder.formatted(found.group(4));
    String how = found.group(1) == null ? name : "by " + name;
    return found.group(3) == null ? how : "folder (" + how + ")";
  }
}
