package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents are written in plain English: none of the phrases in {@code prose/rules.tsv} is in
 * them. Code, quoted messages and tables of figures that a program wrote are not looked at.
 */
class ProseTest {
  private static final Path RULES = Path.of("src/test/resources/prose/rules.tsv");
  private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern TARGET = Pattern.compile("\\]\\([^)]*\\)");
  private static final Pattern ITEM = Pattern.compile("^\\s*(?:[-*] |\\d+\\. |#+ |\\| ?)");

  private record Rule(Pattern pattern, String advice) {}

  /** More files and folders are added here. Of a folder all Markdown is looked at. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "docs",
        "jobs",
        "bench/PEERS.md"
      })
  void isPlainEnglish(String place) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files(Path.of(place))) {
      found.addAll(faults(file.toString(), Files.readString(file)));
    }
    assertThat(found).as("see %s", RULES).isEmpty();
  }

  @Test
  void rulesFindWhatTheyAreFor() throws IOException {
    assertThat(
            faults(
                "x.md",
                "Where there is none, it goes on.\n\nIt has a row a trial,\nbeside `a beside`."))
        .hasSize(4)
        .first()
        .asString()
        .startsWith("x.md:1: \"Where \"");
  }

  private static List<Path> files(Path place) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      return all.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static List<String> faults(String file, String text) throws IOException {
    List<Rule> rules = rules();
    List<String> faults = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    int first = 1;
    int number = 0;
    for (String line : (prose(text) + "\n").split("\n", -1)) {
      number++;
      if (line.isBlank() || ITEM.matcher(line).find()) {
        faults.addAll(faults(rules, file + ":" + first, paragraph.toString()));
        paragraph.setLength(0);
      }
      if (paragraph.isEmpty()) {
        first = number;
      }
      paragraph.append(ITEM.matcher(line).replaceFirst("").strip()).append(' ');
    }
    return faults;
  }

  private static List<String> faults(List<Rule> rules, String place, String paragraph) {
    return rules.stream()
        .flatMap(
            rule ->
                rule.pattern
                    .matcher(paragraph)
                    .results()
                    .map(
                        match ->
                            "%s: \"%s\" in \"%s\"; write: %s"
                                .formatted(
                                    place,
                                    match.group(),
                                    around(paragraph, match.start()),
                                    rule.advice)))
        .toList();
  }

  /** The text without its code; a cell of a table begins as a sentence does. */
  private static String prose(String text) {
    String noFences =
        FENCE.matcher(text).replaceAll(code -> "\n".repeat((int) code.group().lines().count() - 1));
    String noCode = CODE.matcher(noFences).replaceAll("X");
    return TARGET.matcher(noCode).replaceAll("]").replace(" | ", ". ");
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 30), Math.min(text.length(), at + 50));
  }

  private static List<Rule> rules() throws IOException {
    return Files.readAllLines(RULES).stream()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> line.split("\t"))
        .map(cells -> new Rule(Pattern.compile(cells[0]), cells[1]))
        .toList();
  }
}
