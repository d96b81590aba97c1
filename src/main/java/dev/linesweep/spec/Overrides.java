package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Replaces nodes of a job by the {@code path=value} of {@code --set}. A path is keys with dots
 * between them and list positions in brackets; one that begins with an axis is under {@code
 * parameters}; what follows {@code data.options.} is one key.
 */
final class Overrides {
  private static final Pattern STEP = Pattern.compile("([A-Za-z0-9_-]+)((?:\\[[0-9]{1,6}])*+)");
  private static final String OPTIONS = "data.options.";
  private static final String FORM = "expected path=value, such as --set learning_rate=0.1";

  /** Paths of options, and of nodes with options; an address may contain a password. */
  private static final List<String> SECRETS = List.of("data.options", "data=", "tracking");

  private static final List<String> STARTS =
      Stream.of(ParameterReader.AXES, SpecReader.KEYS).flatMap(List::stream).toList();

  private final Problems problems;

  /** A key of a mapping, or a position in a list. */
  private record Step(String key, int index) {
    static Step of(String key) {
      return new Step(key, -1);
    }

    boolean isKey() {
      return index < 0;
    }
  }

  /** One {@code --set}, its value parsed. */
  private record Replacement(Place place, String path, List<Step> steps, YamlNode value) {}

  Overrides(Problems problems) {
    this.problems = problems;
  }

  YamlNode apply(YamlNode job, List<String> sets) {
    YamlNode result = job;
    for (String set : sets) {
      Optional<Replacement> replacement = parse(set);
      if (replacement.isPresent()) {
        result = put(result, replacement.get(), 0);
      }
    }
    return result;
  }

  private Optional<Replacement> parse(String set) {
    int equals = set.indexOf('=');
    Place place = Place.option("--set " + Words.oneLine(shown(set, equals)));
    String path = equals < 1 ? "" : set.substring(0, equals).strip();
    List<Step> steps = steps(path);
    if (steps.isEmpty()) {
      problems.add(place, "", FORM);
      return Optional.empty();
    }
    String first = steps.get(0).key();
    if (!STARTS.contains(first)) {
      problems.add(place, "", "unknown path " + Words.quoted(path) + guess(first));
      return Optional.empty();
    }
    return value(place, set.substring(equals + 1))
        .map(value -> new Replacement(place, path, underParameters(steps), value));
  }

  /** The text of the override, without a value that may be a secret. */
  private static String shown(String set, int equals) {
    boolean mayBeSecret = SECRETS.stream().anyMatch(set.strip()::startsWith);
    return equals > 0 && mayBeSecret ? set.substring(0, equals + 1) + "…" : set;
  }

  private static String guess(String first) {
    return ForeignKeys.key(first)
        .map(words -> ": " + words)
        .orElseGet(() -> Words.didYouMean(first, STARTS));
  }

  private Optional<YamlNode> value(Place place, String text) {
    try {
      return Optional.of(YamlTree.parse(text, (line, column) -> place));
    } catch (JobException e) {
      problems.add(place, "", e.problems().get(0).substring(place.toString().length() + 2));
      return Optional.empty();
    }
  }

  private static List<Step> underParameters(List<Step> steps) {
    boolean axis = ParameterReader.AXES.contains(steps.get(0).key());
    return axis ? Stream.concat(Stream.of(Step.of("parameters")), steps.stream()).toList() : steps;
  }

  /** The steps of a path; empty if it is malformed. */
  private static List<Step> steps(String path) {
    if (path.startsWith(OPTIONS) && path.length() > OPTIONS.length()) {
      return List.of(
          Step.of("data"), Step.of("options"), Step.of(path.substring(OPTIONS.length())));
    }
    List<Step> steps = new ArrayList<>();
    for (String part : path.split("\\.", -1)) {
      Matcher matcher = STEP.matcher(part);
      if (!matcher.matches()) {
        return List.of();
      }
      steps.add(Step.of(matcher.group(1)));
      Pattern.compile("[0-9]+")
          .matcher(matcher.group(2))
          .results()
          .forEach(index -> steps.add(new Step("", Integer.parseInt(index.group()))));
    }
    return steps;
  }

  private YamlNode put(YamlNode node, Replacement replacement, int depth) {
    if (depth == replacement.steps().size()) {
      return replacement.value();
    }
    Step step = replacement.steps().get(depth);
    if (!step.isKey()) {
      return putItem(node, replacement, depth, step.index());
    }
    if (node instanceof YamlNode.Mapping mapping) {
      return putEntry(mapping, replacement, depth, step.key());
    }
    if (node instanceof YamlNode.Scalar scalar && scalar.isNothing()) {
      return putEntry(empty(replacement), replacement, depth, step.key());
    }
    problems.add(
        replacement.place(),
        "",
        "there is no "
            + Words.quoted(step.key())
            + " in "
            + node.described()
            + " to set; set all"
            + " of it instead");
    return node;
  }

  private YamlNode putEntry(
      YamlNode.Mapping mapping, Replacement replacement, int depth, String key) {
    List<YamlNode.Entry> entries = new ArrayList<>(mapping.entries());
    for (int i = 0; i < entries.size(); i++) {
      YamlNode.Entry entry = entries.get(i);
      if (entry.key().text().equals(key)) {
        entries.set(i, new YamlNode.Entry(entry.key(), put(entry.value(), replacement, depth + 1)));
        return new YamlNode.Mapping(mapping.place(), entries);
      }
    }
    YamlNode.Scalar name = new YamlNode.Scalar(replacement.place(), key, true);
    entries.add(new YamlNode.Entry(name, put(empty(replacement), replacement, depth + 1)));
    return new YamlNode.Mapping(mapping.place(), entries);
  }

  private static YamlNode.Mapping empty(Replacement replacement) {
    return new YamlNode.Mapping(replacement.place(), List.of());
  }

  private YamlNode putItem(YamlNode node, Replacement replacement, int depth, int index) {
    List<YamlNode> items =
        node instanceof YamlNode.Sequence s ? new ArrayList<>(s.items()) : List.of();
    if (index >= items.size()) {
      problems.add(
          replacement.place(),
          "",
          "there is no item ["
              + index
              + "]; "
              + (items.isEmpty()
                  ? "it is not a list"
                  : "the last is [" + (items.size() - 1) + "]"));
      return node;
    }
    items.set(index, put(items.get(index), replacement, depth + 1));
    return new YamlNode.Sequence(node.place(), items);
  }
}
