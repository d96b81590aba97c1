package dev.linesweep.it;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines that a message tells to write under {@code data}, and a job with one of them written.
 *
 * @param key the key of the line
 * @param value its value as YAML
 */
record Remedies(String key, String value) {
  private static final List<String> KEYS =
      List.of(
          "na_values",
          "types",
          "formula",
          "query",
          "decimal",
          "order_by",
          "missing",
          "sep",
          "encoding",
          "format",
          "options",
          "path",
          "features",
          "label",
          "unseen",
          "standardize");

  /** A line of its own, indented as in the job file. */
  private static final Pattern LINE =
      Pattern.compile("(?m)^ +(" + String.join("|", KEYS) + "): (.+)$");

  /**
   * Within a sentence: {@code Set missing: drop to …}, {@code write options: {multiLine: true}}.
   */
  private static final Pattern WITHIN =
      Pattern.compile(
          "(?:[Ss]et|[Ww]rite|[Aa]dd|or|and) ("
              + String.join("|", KEYS)
              + "): (\\{[^}]*}|\\[[^]]*]|\"[^\"]*\"|[\\w./*-]+)");

  /** What a message tells to write; places to fill in, such as {@code …}, are the reader's. */
  static List<Remedies> in(String message) {
    Set<Remedies> found = new LinkedHashSet<>();
    for (Pattern pattern : List.of(LINE, WITHIN)) {
      for (Matcher matcher = pattern.matcher(message); matcher.find(); ) {
        String value = matcher.group(2).strip().replaceFirst("\\.$", "");
        if (!value.contains("…") && !value.contains("...")) {
          found.add(new Remedies(matcher.group(1), value));
        }
      }
    }
    return List.copyOf(found);
  }

  /** The job, written with one key of {@code data} a line, with this line in it. */
  String written(String job) {
    List<String> lines = new ArrayList<>(job.lines().toList());
    if (key.equals("options")) {
      return merged(lines);
    }
    lines.removeIf(line -> line.startsWith("  " + key + ":"));
    if (key.equals("formula")) {
      lines.removeIf(line -> line.matches("  (?:label|features): .*"));
    }
    lines.add(lines.indexOf("data:") + 1, "  " + key + ": " + value);
    return String.join("\n", lines) + "\n";
  }

  private String merged(List<String> lines) {
    String before =
        lines.stream()
            .filter(line -> line.startsWith("  options:"))
            .map(line -> line.replaceFirst("^.*\\{(.*)}.*$", "$1"))
            .findFirst()
            .orElse("");
    String added = value.replaceFirst("^\\{(.*)}$", "$1");
    lines.removeIf(line -> line.startsWith("  options:"));
    List<String> options = new ArrayList<>(List.of(added));
    for (String option : before.split(",\\s*(?=\\w+:)")) {
      String name = option.replaceFirst(":.*", "").strip();
      if (!name.isEmpty() && !added.matches("(?s).*\\b" + Pattern.quote(name) + ":.*")) {
        options.add(0, option.strip());
      }
    }
    lines.add(lines.indexOf("data:") + 1, "  options: {" + String.join(", ", options) + "}");
    return String.join("\n", lines) + "\n";
  }

  @Override
  public String toString() {
    return key + ": " + value;
  }
}
