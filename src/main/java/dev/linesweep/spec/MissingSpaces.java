package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds colons without the space after them that YAML asks for: {@code min:1} is one text there,
 * not a key with a value.
 */
final class MissingSpaces {
  /** No URI, and no quoted text. */
  private static final Pattern PAIR = Pattern.compile("([A-Za-z_]\\w*):(?![/:])(\\S.*)");

  /** Lines of a mapping that YAML reads as one text come with a space between them. */
  private static final Pattern BETWEEN = Pattern.compile(" +(?=[A-Za-z_]\\w*:\\S)");

  private static final Pattern LINE = Pattern.compile("(\\s*(?:- +)?)(\\S.*?)\\s*");

  /** Lines above the place of a syntax error, blank ones aside, that may have caused it. */
  private static final int NEAR = 3;

  private final Problems problems;

  private MissingSpaces(Problems problems) {
    this.problems = problems;
  }

  /**
   * Refuses keys that are a key and a value, before anything else is looked at: what else is wrong
   * with such a mapping cannot be known.
   *
   * @throws JobException with all of them
   */
  static void refuse(YamlNode job) {
    Problems problems = new Problems();
    new MissingSpaces(problems).check(job, "");
    problems.throwIfAny();
  }

  private void check(YamlNode node, String path) {
    if (node instanceof YamlNode.Sequence sequence) {
      int i = 0;
      for (YamlNode item : sequence.items()) {
        check(item, path + "[" + i++ + "]");
      }
    } else if (node instanceof YamlNode.Mapping mapping) {
      for (YamlNode.Entry entry : mapping.entries()) {
        check(entry, path);
      }
    }
  }

  private void check(YamlNode.Entry entry, String path) {
    YamlNode.Scalar key = entry.key();
    boolean valueLess = entry.value() instanceof YamlNode.Scalar value && value.isNothing();
    Optional<String> remedy = valueLess && key.plain() ? remedy(key.text()) : Optional.empty();
    remedy.ifPresent(words -> problems.add(key.place(), path, words));
    String name = Words.oneLine(key.text());
    check(entry.value(), path.isEmpty() ? name : path + "." + name);
  }

  /** What to write instead of a text; empty if it is not a key and a value. */
  static Optional<String> remedy(String text) {
    List<Matcher> pairs = Stream.of(BETWEEN.split(text)).map(PAIR::matcher).toList();
    if (!pairs.stream().allMatch(Matcher::matches)) {
      return Optional.empty();
    }
    String written =
        pairs.stream()
            .map(pair -> pair.group(1) + ": " + pair.group(2))
            .collect(Collectors.joining(", "));
    return Optional.of(
        "a space is missing after the colon; write "
            + (pairs.size() == 1 ? written : "{" + written + "}"));
  }

  /** The same for text that is not YAML. */
  static Optional<String> remedy(String text, int line, YamlTree.Places places) {
    List<String> lines = text.lines().toList();
    List<Integer> near = new ArrayList<>();
    for (int at = Math.min(line, lines.size()); at > 0 && near.size() < NEAR; at--) {
      if (!lines.get(at - 1).isBlank()) {
        near.add(at);
      }
    }
    return near.stream().flatMap(at -> located(lines.get(at - 1), at, places).stream()).findFirst();
  }

  private static Optional<String> located(String line, int number, YamlTree.Places places) {
    Matcher parts = LINE.matcher(line);
    return parts.matches()
        ? remedy(parts.group(2)).map(words -> places.at(number, parts.end(1) + 1) + ": " + words)
        : Optional.empty();
  }
}
