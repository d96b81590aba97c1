package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
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

  private static final Pattern JAVA_PROSE =
      Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*|\"\"\".*?\"\"\"|\"(?:[^\"\\\\\n]|\\\\.)*\"");
  private static final Pattern INLINE_TAG = Pattern.compile("(?s)\\{@(?:code|link)[^}]*}");
  private static final Pattern JAVADOC_LINE = Pattern.compile("(?m)^\\s*\\* ?");

  private record Rule(Pattern pattern, String advice) {}

  /** More files and folders are added here. Of a folder all Markdown and Java is looked at. */
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
        "bench/PEERS.md",
        "src/main/java"
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

  @Test
  void javaIsLookedAtInItsCommentsAndStrings() throws IOException {
    String source =
        """
        /** takes {@code beside}. */
        int beside = 1;

        String text = "stands"
            + "beside it";
        """;
    assertThat(faults("X.java", source))
        .hasSize(2)
        .satisfies(
            faults -> {
              assertThat(faults.get(0)).startsWith("X.java:1: \"/** t\"");
              assertThat(faults.get(1)).startsWith("X.java:4: \"beside\"");
            });
  }

  private static List<Path> files(Path place) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      return all.filter(file -> file.toString().matches(".*\\.(md|java)")).sorted().toList();
    }
  }

  private static List<String> faults(String file, String text) throws IOException {
    List<Rule> rules = rules();
    List<String> faults = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    int first = 1;
    int number = 0;
    String prose = file.endsWith(".java") ? javaProse(text) : prose(text);
    for (String line : (prose + "\n").split("\n", -1)) {
      number++;
      if (line.isBlank() || ITEM.matcher(line).find()) {
        faults.addAll(faults(rules, file + ":" + first, paragraph.toString()));
        paragraph.setLength(0);
      }
      if (!line.isBlank()) {
        first = paragraph.isEmpty() ? number : first;
        paragraph.append(ITEM.matcher(line).replaceFirst("").strip()).append(' ');
      }
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

  /** Comments and strings, in their lines. */
  private static String javaProse(String text) {
    String noTags =
        INLINE_TAG
            .matcher(text)
            .replaceAll(tag -> "X" + "\n".repeat((int) tag.group().lines().count() - 1));
    StringBuilder prose = new StringBuilder();
    int end = 0;
    for (MatchResult part : JAVA_PROSE.matcher(noTags).results().toList()) {
      prose.append(noTags.substring(end, part.start()).replaceAll("[^\n]+", " "));
      prose.append(JAVADOC_LINE.matcher(part.group()).replaceAll("").replace("\"", ""));
      end = part.end();
    }
    return prose.toString();
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
