package dev.linesweep.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A job to which is done what a problem's message tells to write, by the message's own text.
 *
 * <p>What a message may tell: another word, key, value or entry, to leave something out, or an
 * option of {@code run}.
 */
final class AdvisedJob {
  private static final List<String> TOP =
      List.of(
          "name",
          "data",
          "split",
          "tracking",
          "training",
          "method",
          "count",
          "search_seed",
          "metric",
          "early_terminate",
          "parameters",
          "engine",
          "device");

  private static final String OPTIONS = "data.options.";

  private static final Pattern PROBLEM =
      Pattern.compile("(?s)j:\\d+:\\d+: (?<path>[\\w.\\[\\]-]+): (?<words>.*)");
  private static final Pattern STEP = Pattern.compile("([\\w-]+)|\\[(\\d+)]");
  private static final Pattern GUESS = Pattern.compile("did you mean \"([^\"]+)\"\\?");
  private static final Pattern NOT =
      Pattern.compile("write (?<right>[\\d.]+), not (?<wrong>[\\d,]+)");
  private static final Pattern AROUND = Pattern.compile("write \\{values: \\[…]} around it");
  private static final Pattern EXAMPLE = Pattern.compile("write for example (?<entries>.+)");
  private static final Pattern QUERY = Pattern.compile("SELECT \\* EXCEPT .* FROM input");
  private static final Pattern FROM = Pattern.compile("write (FROM input)");
  private static final Pattern IN_BACKQUOTES =
      Pattern.compile("the word (\\w+); put a column of that name in backquotes");
  private static final Pattern UNDER = Pattern.compile("write (\\w+)\\b.* under parameters");
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?:write|add|equivalent is) (\\w+): ?(\\{.*}|\\[[^]]*]|\"[^\"]*\"|[\\w.-]*\\w)?");
  private static final Pattern WITH = Pattern.compile("(?<= with )(\\w+): \\{[^}]*}");
  private static final Pattern INSTEAD = Pattern.compile("instead of (\\w+(?: and \\w+)*)$");
  private static final Pattern VALUE =
      Pattern.compile("write (\\{.*}|\\[.*]|[\\w.+-]*\\w)(?<rest>.*)");

  private final Map<Object, Object> job;
  private final List<Object> path;
  private final String words;

  private AdvisedJob(Map<Object, Object> job, List<Object> path, String words) {
    this.job = job;
    this.path = path;
    this.words = words;
  }

  /** The job as the message has it; empty where the message tells nothing to write. */
  static Optional<String> of(String job, String problem) {
    Matcher parts = PROBLEM.matcher(problem);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Matcher not = NOT.matcher(problem);
    if (not.find()) {
      return Optional.of(job.replace(not.group("wrong"), not.group("right")));
    }
    AdvisedJob advised =
        new AdvisedJob(mapping(parsed(job)), steps(parts.group("path")), parts.group("words"));
    return advised.changed() ? Optional.of(advised.text()) : Optional.empty();
  }

  private boolean changed() {
    Matcher guess = GUESS.matcher(words);
    if (guess.find()) {
      replaceWord(guess.group(1));
      return true;
    }
    if (words.contains("belongs under parameters")) {
      return moveToParameters(String.valueOf(last()));
    }
    Matcher under = UNDER.matcher(words);
    if (under.find() && ParameterReader.AXES.contains(under.group(1)) && isUnknownKey()) {
      return moveToParameters(under.group(1));
    }
    boolean out = words.contains("leave it out") || words.contains("leave this out");
    boolean option = words.matches("(?s).*\\brun --.*") && isUnknownKey();
    if (out || option) {
      remove(path);
    }
    return written() || out || option;
  }

  private boolean written() {
    Matcher around = AROUND.matcher(words);
    if (around.find()) {
      set(path, new LinkedHashMap<>(Map.of("values", get(path))));
      return true;
    }
    Matcher example = EXAMPLE.matcher(words);
    if (example.find()) {
      List<Object> parent = words.startsWith("missing") ? parent() : path;
      merge(parent, mapping(parsed("{" + example.group("entries") + "}")));
      return true;
    }
    Matcher query = QUERY.matcher(words);
    if (query.find()) {
      set(List.of("data", "query"), query.group());
      return true;
    }
    if (words.contains("leave the semicolon out")) {
      set(path, get(path).toString().replace(";", ""));
      return true;
    }
    Matcher quoted = IN_BACKQUOTES.matcher(words);
    if (quoted.find()) {
      set(path, get(path).toString().replaceAll("(?i)\\b" + quoted.group(1) + "\\b", "`$0`"));
      return true;
    }
    Matcher from = FROM.matcher(words);
    if (from.find()) {
      set(path, get(path) + " " + from.group(1));
      return true;
    }
    return entry() || value();
  }

  /** {@code write metric: {name: test_loss}}: in the place where such a key stands. */
  private boolean entry() {
    Matcher entry = ENTRY.matcher(words);
    if (!entry.find() || words.matches("(?s).*write [{\\[].*") && !isUnknownKey()) {
      return false;
    }
    String key = entry.group(1);
    if (entry.group(2) == null) {
      Object old = get(path);
      remove(path);
      set(List.of(key), old);
      return true;
    }
    if (isUnknownKey()) {
      remove(path);
    }
    merge(placeOf(key), mapping(parsed("{%s: %s}".formatted(key, balanced(entry.group(2))))));
    Matcher with = WITH.matcher(words);
    if (with.find()) {
      merge(placeOf(with.group(1)), mapping(parsed("{" + with.group() + "}")));
    }
    Matcher instead = INSTEAD.matcher(words);
    if (instead.find()) {
      Stream.of(instead.group(1).split(" and ")).forEach(old -> remove(replacedLast(old)));
    }
    return true;
  }

  private List<Object> placeOf(String key) {
    if (words.contains("under data")) {
      return List.of("data");
    }
    if (ParameterReader.AXES.contains(key)) {
      return List.of("parameters");
    }
    boolean here = isIn("data") && (key.equals("format") || key.equals("options"));
    return TOP.contains(key) && !here ? List.of() : isIn("data") ? List.of("data") : parent();
  }

  private boolean isIn(String section) {
    return path.size() > 1 && path.get(0).equals(section);
  }

  private boolean value() {
    if (words.contains("write min and max")) {
      rename(last().equals("low") ? "min" : "max");
      return true;
    }
    Matcher value = VALUE.matcher(words);
    if (!value.find() || value.group(1).contains("[…]")) {
      return false;
    }
    String text = balanced(value.group(1));
    boolean isKey = isUnknownKey() && text.matches("\\w+");
    if (isKey) {
      rename(text);
      if (text.equals("count")) {
        set(replacedLast("count"), "10");
      }
    } else if (words.contains("belongs to an optimizer")) {
      remove(path);
      set(List.of("parameters", "optimizer"), parsed(text));
    } else if (isUnknownKey() || last().equals("distribution")) {
      set(parent(), parsed(text));
    } else {
      set(path, parsed(text));
    }
    return true;
  }

  private boolean isUnknownKey() {
    return words.startsWith("unknown key") || words.startsWith("unknown path");
  }

  private void replaceWord(String word) {
    boolean isKey = words.matches("(?s)unknown key .*|\\S+ has no .*");
    if (isKey) {
      rename(word);
    } else if (get(path) instanceof Map<?, ?> named && named.size() == 1) {
      set(path, new LinkedHashMap<>(Map.of(word, named.values().iterator().next())));
    } else {
      set(path, word);
    }
  }

  private boolean moveToParameters(String name) {
    Object value = get(path);
    remove(path);
    set(List.of("parameters", name), value);
    return true;
  }

  private void rename(String name) {
    Object value = get(path);
    remove(path);
    if (get(replacedLast(name)).equals("")) {
      set(replacedLast(name), value);
    }
  }

  private Object last() {
    return path.get(path.size() - 1);
  }

  private List<Object> parent() {
    return path.subList(0, path.size() - 1);
  }

  private List<Object> replacedLast(String name) {
    List<Object> replaced = new ArrayList<>(parent());
    replaced.add(name);
    return replaced;
  }

  /** The node, or an empty text where there is none. */
  private Object get(List<Object> steps) {
    Object node = job;
    for (Object step : steps) {
      node =
          step instanceof Integer index
              ? ((List<?>) node).get(index)
              : node instanceof Map<?, ?> map && map.containsKey(step) ? map.get(step) : "";
    }
    return node;
  }

  private void set(List<Object> steps, Object value) {
    if (steps.isEmpty()) {
      throw new AssertionError("the whole job is to be replaced: " + words);
    }
    Object step = steps.get(steps.size() - 1);
    List<Object> above = steps.subList(0, steps.size() - 1);
    if (step instanceof Integer index) {
      list(get(above)).set(index, value);
      return;
    }
    if (!(get(above) instanceof Map<?, ?>)) {
      set(above, new LinkedHashMap<>());
    }
    mapping(get(above)).put(step, value);
  }

  private void remove(List<Object> steps) {
    if (get(steps.subList(0, steps.size() - 1)) instanceof Map<?, ?> map) {
      map.remove(steps.get(steps.size() - 1));
    }
  }

  private void merge(List<Object> place, Map<Object, Object> added) {
    added.forEach(
        (key, value) -> {
          List<Object> at = new ArrayList<>(place);
          at.add(key);
          if (value instanceof Map<?, ?> more && get(at) instanceof Map<?, ?>) {
            merge(at, mapping(more));
          } else {
            set(at, value);
          }
        });
  }

  private static List<Object> steps(String path) {
    if (path.startsWith(OPTIONS)) {
      return List.of("data", "options", path.substring(OPTIONS.length()));
    }
    List<Object> steps = new ArrayList<>();
    STEP.matcher(path)
        .results()
        .forEach(
            step ->
                steps.add(step.group(1) == null ? Integer.valueOf(step.group(2)) : step.group(1)));
    return steps;
  }

  /** Up to the bracket that closes the first one. */
  private static String balanced(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      depth += "{[".indexOf(text.charAt(i)) >= 0 ? 1 : "}]".indexOf(text.charAt(i)) >= 0 ? -1 : 0;
      if (depth == 0 && "}]".indexOf(text.charAt(i)) >= 0) {
        return text.substring(0, i + 1);
      }
    }
    return text;
  }

  private static Object parsed(String yaml) {
    return new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build())
        .loadFromString(yaml);
  }

  @SuppressWarnings("unchecked")
  private static Map<Object, Object> mapping(Object node) {
    return (Map<Object, Object>) node;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object node) {
    return (List<Object>) node;
  }

  private String text() {
    return new Dump(DumpSettings.builder().build()).dumpToString(job);
  }
}
